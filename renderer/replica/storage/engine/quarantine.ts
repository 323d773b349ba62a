import { BlockError, type Corruption } from '../errors.ts';
import { entryKind } from '../log/entries.ts';
import { type EngineState, releaseRows } from './state.ts';

/**
 * Gives up a block that cannot be read, and tells which documents went with it. Callers hold the write lock.
 *
 * @returns `null` where that has been done before
 */
export async function quarantine(
  state: EngineState,
  { block, code }: BlockError,
): Promise<Corruption | null> {
  const { table, reader, committer, ring, writer } = state;
  if (!table.blocks.has(block)) return null;
  table.delete(block);
  reader.forget(block);
  const lost = releaseRows(state, (number) => number === block);
  if (ring.keys.has(block)) await committer.commit({ blocks: [], dropped: [block] }, 'strict');
  for (const { collection, id } of lost)
    writer.append(entryKind.purge, collection.definition.number, JSON.stringify(id));
  return {
    code,
    lost: lost.map(({ collection, id }) => ({ collection: collection.definition.name, id })),
    complete: true,
  };
}

/** Does the work again for each bad block that it meets. Callers hold the write lock. */
export async function quarantining<T>(
  state: EngineState,
  report: ((corruption: Corruption) => void) | undefined,
  work: () => Promise<T>,
): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof BlockError)) throw error;
      const corruption = await quarantine(state, error);
      if (corruption !== null) report?.(corruption);
    }
  }
}
