import type { IndexedCollection } from '../index/collection.ts';
import { readRows } from './read.ts';
import { rewriteBlocks } from './rewrite.ts';
import { prepareSnapshot } from './snapshot-save.ts';
import type { EngineState } from './state.ts';
import type { Changes } from './types.ts';

export interface Erasure {
  /** Ids by collection. */
  documents?: Readonly<Record<string, readonly string[]>>;
  /** Whole files: every version of every document whose owner field holds one of these, in all collections. */
  owners?: readonly string[];
}

/** The current rows an erasure names, and all blocks that hold any version of them, purged ones included. */
export function findErased(state: EngineState, { documents = {}, owners = [] }: Erasure) {
  const current: { collection: IndexedCollection; row: number }[] = [];
  const blocks = new Set<number>();
  const erased = new Map<IndexedCollection, Set<number>>();
  for (const collection of state.collections.values()) {
    const { rows, definition } = collection;
    const found = new Set<number>();
    for (const id of documents[definition.name] ?? []) {
      const row = rows.find(id);
      if (row >= 0) for (const version of rows.versions(row)) found.add(version);
    }
    const wanted = new Set(owners.flatMap((owner) => rows.owner?.numberOf(owner) ?? []));
    if (rows.owner !== undefined && wanted.size > 0)
      for (let row = 0; row < rows.count; row += 1)
        if (!rows.isUnused(row) && wanted.has(rows.owner.cells[row] ?? 0)) {
          // A version may name another owner: the document goes with all of them.
          for (const version of rows.isCurrent(row) ? rows.versions(row) : [row]) found.add(version);
        }
    for (const row of found) {
      blocks.add(rows.block[row] ?? 0);
      if (rows.isCurrent(row)) current.push({ collection, row });
    }
    erased.set(collection, found);
  }
  return {
    current,
    blocks,
    isErased: (collection: IndexedCollection, row: number) => erased.get(collection)?.has(row) === true,
  };
}

/**
 * One commit: what else was in these blocks lies in new ones, the index pages that named the documents are replaced,
 * the blocks and pages are gone with their keys, and the ring lies under a new master key. Its cost is that of the
 * blocks and pages concerned. Callers hold the write lock and have flushed.
 */
export async function eraseRows(state: EngineState, found: ReturnType<typeof findErased>): Promise<void> {
  const rewrite = await rewriteBlocks(state, found.blocks, found.isErased);
  rewrite.apply();
  const snapshot = await prepareSnapshot(state);
  await state.committer.commit(
    {
      blocks: [...rewrite.blocks, ...snapshot.blocks],
      dropped: [...rewrite.dropped, ...snapshot.dropped],
      root: { manifest: snapshot.manifest },
      renew: true,
    },
    'strict',
  );
  snapshot.apply();
}

/** What to tell those who watch: each document deleted, as it was last. By collection. Throws BlockError. */
export async function deletionsOf(
  state: EngineState,
  current: ReturnType<typeof findErased>['current'],
): Promise<Map<number, Changes>> {
  const bulks = new Map<number, Changes>();
  for (const collection of new Set(current.map((found) => found.collection))) {
    const { number, primaryPath } = collection.definition;
    const rows = current.filter(
      (found) => found.collection === collection && !collection.rows.isDeleted(found.row),
    );
    const documents = await readRows(
      state,
      collection,
      rows.map(({ row }) => row),
    );
    const last = documents.at(-1);
    if (last === undefined) continue;
    bulks.set(number, {
      id: state.crypto.randomUUID(),
      context: 'erase',
      checkpoint: { id: String(last[primaryPath]), lwt: last._meta.lwt },
      events: documents.map((document) => ({
        documentId: String(document[primaryPath]),
        operation: 'DELETE',
        documentData: { ...document, _deleted: true },
        previousDocumentData: document,
      })),
    });
  }
  return bulks;
}
