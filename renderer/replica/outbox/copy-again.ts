import { JOURNAL_BATCH } from '#shared/ipc/desktop-api.ts';
import type { SentMutation } from '#shared/model/act.ts';
import type { SealedCopy } from '#shared/protocol/device.ts';
import type { Journal } from '../deps.ts';

/**
 * Makes the sealed copies that the journal has lost, or never got before the power went, of what its author has unanswered:
 * without them it would lie in the replica alone, and no update of the program could be installed.
 */
export async function copyAgain(
  unanswered: readonly SentMutation[],
  journal: Journal,
  seal: (mutation: SentMutation) => Promise<SealedCopy>,
): Promise<void> {
  if (unanswered.length === 0) return;
  const known = new Set((await journal.readJournal()).map(({ mutationId }) => mutationId));
  const missing = unanswered.filter(({ id }) => !known.has(id));
  for (let at = 0; at < missing.length; at += JOURNAL_BATCH)
    await journal.appendJournalBatch(await Promise.all(missing.slice(at, at + JOURNAL_BATCH).map(seal)));
}
