import type { CollectionDefinition } from '../log/root.ts';
import { RowStore } from './rows.ts';
import { SortedIndex } from './sorted-index.ts';
import type { StringTable } from './strings.ts';

/** The index of one collection. */
export interface IndexedCollection {
  definition: CollectionDefinition;
  rows: RowStore;
  indexes: SortedIndex[];
}

export function createCollection(definition: CollectionDefinition, strings: StringTable): IndexedCollection {
  const rows = new RowStore(definition, strings);
  const indexes = definition.indexes.map(
    (paths) =>
      new SortedIndex(
        paths.flatMap((path) => rows.byPath.get(path) ?? []),
        rows,
      ),
  );
  return { definition, rows, indexes };
}
