import { entryKind } from '../log/entries.ts';
import { applyPurge, collectionOf, type EngineState } from './state.ts';

/**
 * Takes tombstones out that are older than `before` (milliseconds since 1970). Callers hold the write lock and flush.
 */
export function purgeTombstones(state: EngineState, number: number, before: number): void {
  const collection = collectionOf(state, number);
  const { rows } = collection;
  const lwt = rows.byPath.get('_meta.lwt');
  const ids: string[] = [];
  for (const row of rows.currentRows())
    if (rows.isDeleted(row) && Number(lwt?.value(row)) <= before) ids.push(rows.idOf(row));
  for (const id of ids) {
    state.writer.append(entryKind.purge, number, JSON.stringify(id));
    applyPurge(state, collection, id);
  }
}
