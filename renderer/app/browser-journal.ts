import type { DesktopApi } from '#shared/ipc/desktop-api.ts';
import { type SealedCopy, sealedCopy } from '#shared/protocol/device.ts';
import { openDeviceDatabase } from './device-database.ts';

const DATABASE = 'branchline-journal';
const STORE = 'copies';
const BY_MUTATION = 'mutationId';

export type BrowserJournal = Pick<
  DesktopApi,
  'appendJournal' | 'appendJournalBatch' | 'readJournal' | 'answerInJournal' | 'removeFromJournal'
>;

/**
 * The journal of sealed copies where there is no main process: a database of its own, so that the replica's can be
 * lost or erased without it. What the browser clears of a site it clears of this one too: only the desktop's journal
 * is safe from that.
 */
export function openBrowserJournal(): BrowserJournal {
  const database = openDeviceDatabase(DATABASE, STORE, (created) => {
    // Keys count up: copies come back in the order in which they were added.
    const store = created.createObjectStore(STORE, { autoIncrement: true });
    store.createIndex(BY_MUTATION, BY_MUTATION, { unique: true });
  });

  const append = async (copies: readonly SealedCopy[]) => {
    const read = copies.map((copy) => sealedCopy.parse(copy));
    await database.write((store) => {
      for (const parsed of read) {
        const known = store.index(BY_MUTATION).getKey(parsed.mutationId);
        known.onsuccess = () => {
          if (known.result === undefined) store.add(parsed);
          else store.put(parsed, known.result);
        };
      }
    });
  };

  return {
    appendJournal: (copy) => append([copy]),
    appendJournalBatch: append,
    readJournal: () => database.read<SealedCopy[]>((store) => store.getAll()),
    answerInJournal: (mutationIds, answered) =>
      database.write((store) => {
        for (const id of mutationIds) {
          const known = store.index(BY_MUTATION).getKey(id);
          known.onsuccess = () => {
            const key = known.result;
            if (key === undefined) return;
            const copy = store.get(key);
            copy.onsuccess = () => store.put({ ...copy.result, answered }, key);
          };
        }
      }),
    removeFromJournal: (mutationIds) =>
      database.write((store) => {
        for (const id of mutationIds) {
          const known = store.index(BY_MUTATION).getKey(id);
          known.onsuccess = () => {
            if (known.result !== undefined) store.delete(known.result);
          };
        }
      }),
  };
}
