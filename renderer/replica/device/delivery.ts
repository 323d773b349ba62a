import type { z } from 'zod';
import {
  SEALED_LIMIT,
  type SealedCopy,
  type sealedPayload,
  sealedResponse,
} from '#shared/protocol/device.ts';
import { ReplicaError } from '../api/error.ts';
import type { Journal } from '../deps.ts';
import type { Server } from '../sync/server.ts';
import { answerCopies } from './answered.ts';
import type { Device } from './identity.ts';
import { speak } from './speak.ts';

/** Characters of sealed text in one request, well below what it may hold. */
const MOST = 2_500_000;

/**
 * Sends the edits of this device that nobody else will send: their author has gone home, lost access, forgotten the
 * password, or the replica is gone. The server applies each id once, so sending one too many changes nothing.
 * `heldBack` are the pending edits of the person at work, who sends them in their order. Copies that were answered in
 * another run of the database than `run`, the present one, go once more: it may have lost them. Rejects with
 * `unavailable` when some have to be sent again.
 */
export async function deliver(
  { server, journal }: { server: Server; journal: Journal },
  device: Device,
  heldBack: ReadonlySet<string>,
  run: string | undefined,
): Promise<void> {
  const copies = (await journal.readJournal()).filter(({ mutationId, answered }) => {
    const known = answered !== undefined && (run === undefined || answered.run === run);
    return !known && !heldBack.has(mutationId);
  });
  let complete = true;
  for (const batch of batchesOf(copies)) complete = (await sendBatch(batch)) && complete;
  if (!complete) throw new ReplicaError('unavailable');

  /** False when some of it has no outcome yet. */
  async function sendBatch(batch: readonly SealedCopy[]): Promise<boolean> {
    const payload = JSON.stringify({ copies: [...batch] } satisfies z.input<typeof sealedPayload>);
    try {
      const answer = await speak(server, device, '/device/sealed', payload, sealedResponse);
      const sent = new Set(batch.map(({ mutationId }) => mutationId));
      const settled = answer.results.filter(
        ({ mutationId, outcome }) => outcome !== 'retry' && sent.has(mutationId),
      );
      await answerCopies(journal, settled, answer);
      return settled.length === batch.length;
    } catch (error) {
      if (!(error instanceof ReplicaError) || !refusals.includes(error.code)) throw error;
      // One that the server cannot take must not hold up the others.
      if (batch.length === 1) return false;
      const half = Math.ceil(batch.length / 2);
      const first = await sendBatch(batch.slice(0, half));
      return (await sendBatch(batch.slice(half))) && first;
    }
  }
}

const refusals: readonly string[] = ['bad_request', 'payload_too_large'];

function batchesOf(copies: readonly SealedCopy[]): SealedCopy[][] {
  const batches: SealedCopy[][] = [];
  let size = MOST;
  for (const copy of copies) {
    const last = batches.at(-1);
    if (last === undefined || last.length >= SEALED_LIMIT || size + copy.sealed.length > MOST) {
      batches.push([copy]);
      size = copy.sealed.length;
    } else {
      last.push(copy);
      size += copy.sealed.length;
    }
  }
  return batches;
}
