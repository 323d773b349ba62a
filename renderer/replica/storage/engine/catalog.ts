import { sameIndexes } from '../definition.ts';
import type { CollectionDefinition } from '../log/root.ts';
import { addCollection, type EngineState } from './state.ts';

/**
 * The number of a collection, made where it is new. Callers hold the write lock.
 *
 * @returns `stale` where its indexes have changed: the database has to be opened again to be indexed anew.
 */
export async function defineCollection(
  state: EngineState,
  wanted: Omit<CollectionDefinition, 'number'>,
): Promise<{ number: number; stale: boolean }> {
  const { root } = state.ring;
  const held = root.collections.find(
    ({ name, version }) => name === wanted.name && version === wanted.version,
  );
  if (held !== undefined && sameIndexes(held, wanted)) return { number: held.number, stale: false };
  const number = held?.number ?? root.nextCollection;
  const definition = { ...wanted, number };
  const collections = [...root.collections.filter((other) => other !== held), definition];
  const nextCollection = Math.max(root.nextCollection, number + 1);
  await state.writer.flush();
  const withoutSnapshot = held === undefined ? {} : { manifest: 0 };
  await state.committer.commit(
    { blocks: [], root: { collections, nextCollection, ...withoutSnapshot } },
    'strict',
  );
  if (held === undefined) addCollection(state, definition);
  return { number, stale: held !== undefined };
}

/** Its number never comes back, so what is left of it in the log means nothing. Callers hold the write lock. */
export async function removeCollection(state: EngineState, number: number): Promise<void> {
  const collections = state.ring.root.collections.filter((definition) => definition.number !== number);
  await state.writer.flush();
  await state.committer.commit({ blocks: [], root: { collections } }, 'strict');
  const rows = state.collections.get(number)?.rows;
  if (rows !== undefined) for (const row of rows.currentRows()) state.table.count(rows.block[row] ?? 0, -1);
  state.collections.delete(number);
}
