import type { RecordedAct, SentMutation } from '#shared/model/act.ts';
import type { SealedCopy } from '#shared/protocol/device.ts';
import type { ActInput } from '../api/edits.ts';
import { ReplicaError } from '../api/error.ts';
import type { Database } from '../database/open.ts';
import { type Clock, isoOf, type Journal } from '../deps.ts';
import type { Sequence } from '../device/sequence.ts';
import type { Acts } from './acts.ts';

export interface RecordContext {
  database: Database;
  acts: Acts;
  authorId: string;
  clock: Clock;
  newId(): string;
  deviceId: string;
  sequence: Sequence;
  seal(mutation: SentMutation): Promise<SealedCopy>;
  journal: Journal;
}

/**
 * Records an act before it is done: resolves when the row and the sealed copy are durable. Where one of them could not
 * be written the other stays: that it was asked for is true, and the screen does not do it.
 */
export async function recordAct(context: RecordContext, input: ActInput | { kind: 'enter' }): Promise<void> {
  const { database, acts, authorId, journal, sequence, deviceId } = context;
  const { first: seq, durable } = await sequence.take(deviceId, 1);
  const id = context.newId();
  const act: RecordedAct = {
    id,
    collection: 'acts',
    documentId: id,
    ...(input.kind !== 'enter' && { customerId: input.customerId }),
    op: 'create',
    intent: `act.${input.kind}`,
    baseRev: 0,
    base: {},
    next: input.kind === 'enter' || input.fields === undefined ? {} : { fields: [...input.fields] },
    at: isoOf(context.clock.now()),
    seq,
  };
  const [copied, stored] = await Promise.allSettled([
    Promise.all([context.seal(act).then((copy) => journal.appendJournal(copy)), durable]),
    database.exclusive(() => acts.append({ authorId, act })),
  ]);
  if (stored.status === 'rejected') throw stored.reason;
  if (copied.status === 'rejected') throw new ReplicaError('storage_full');
}
