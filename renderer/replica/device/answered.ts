import type { z } from 'zod';
import type { KeptAnswer, SealedCopy, sealedResponse } from '#shared/protocol/device.ts';
import type { Journal } from '../deps.ts';

type Outcome = z.infer<typeof sealedResponse>['results'][number]['outcome'];

/** The run of the database that answered and its time, where the server says them. */
export interface AnsweredBy {
  run?: string | undefined;
  at?: string | undefined;
}

/**
 * Notes in the journal what edits came to. Their copies stay for as long as a backup may be old: one that the database
 * is put back to does not know them. What no server will read, and all where the server does not name its run, goes.
 */
export async function answerCopies(
  journal: Journal,
  results: readonly { mutationId: string; outcome: Outcome }[],
  { run, at }: AnsweredBy,
): Promise<void> {
  for (const [outcome, own] of Map.groupBy(results, (result) => result.outcome)) {
    if (outcome === 'retry') continue;
    const ids = own.map(({ mutationId }) => mutationId);
    if (outcome === 'unreadable' || run === undefined || at === undefined)
      await journal.removeFromJournal(ids);
    else await journal.answerInJournal(ids, { outcome, run, at } satisfies KeptAnswer);
  }
}

/** Copies of edits that no server has answered. */
export function unanswered(copies: readonly SealedCopy[]): SealedCopy[] {
  return copies.filter(({ answered }) => answered === undefined);
}

/**
 * Takes the copies out whose time is over. Those answered in another run stay: they are delivered once more first, for
 * that run may have lost them.
 */
export async function forgetKept(
  journal: Journal,
  copies: readonly SealedCopy[],
  { run, at, keepHours }: AnsweredBy & { keepHours?: number | undefined },
): Promise<void> {
  if (run === undefined || at === undefined || keepHours === undefined) return;
  const before = Date.parse(at) - keepHours * 3_600_000;
  const over = copies.filter(({ answered }) => answered?.run === run && Date.parse(answered.at) <= before);
  if (over.length > 0) await journal.removeFromJournal(over.map(({ mutationId }) => mutationId));
}
