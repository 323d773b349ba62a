import { StorageError } from '../errors.ts';
import { createCollection, type IndexedCollection } from '../index/collection.ts';
import type { StringTable } from '../index/strings.ts';
import type { BlockTable } from '../log/block-table.ts';
import type { Committer } from '../log/committer.ts';
import { type Entry, entryKind } from '../log/entries.ts';
import type { BlockReader } from '../log/reader.ts';
import type { KeyRing } from '../log/ring.ts';
import type { CollectionDefinition } from '../log/root.ts';
import type { Vault } from '../log/vault.ts';
import type { Writer } from '../log/writer.ts';
import type { SnapshotState } from './snapshot-pages.ts';

/** Everything the storage knows of one open database. */
export interface EngineState {
  crypto: Crypto;
  vault: Vault;
  ring: KeyRing;
  committer: Committer;
  reader: BlockReader;
  writer: Writer;
  table: BlockTable;
  strings: StringTable;
  collections: Map<number, IndexedCollection>;
  snapshot: SnapshotState;
  numberBlock(): number;
}

export function addCollection(state: EngineState, definition: CollectionDefinition): IndexedCollection {
  const collection = createCollection(definition, state.strings);
  state.collections.set(definition.number, collection);
  return collection;
}

/** Throws `closed` for a collection that was removed. */
export function collectionOf(state: EngineState, number: number): IndexedCollection {
  const found = state.collections.get(number);
  if (found === undefined) throw new StorageError('closed');
  return found;
}

/** A document's new version lies in the log. */
export function applyPut(
  state: EngineState,
  { rows }: IndexedCollection,
  document: object,
  block: number,
  entry: number,
): void {
  const before = rows.put(document, block, entry);
  state.table.count(block, 1);
  if (before >= 0) state.table.count(rows.block[before] ?? 0, -1);
}

/** A document is gone, tombstone and all. */
export function applyPurge(state: EngineState, { rows }: IndexedCollection, id: string): void {
  const row = rows.purge(id);
  if (row >= 0) state.table.count(rows.block[row] ?? 0, -1);
}

/** What a block says, again: after a crash, or without a snapshot. Entries of removed collections mean nothing. */
export function applyEntry(state: EngineState, block: number, entry: Entry): void {
  const collection = state.collections.get(entry.collection);
  if (collection === undefined) return;
  if (entry.kind === entryKind.purge) applyPurge(state, collection, String(JSON.parse(entry.text)));
  else if (entry.kind === entryKind.put)
    applyPut(state, collection, JSON.parse(entry.text) as object, block, entry.index);
}

/** Forgets the rows of blocks that are no more. @returns documents whose current version was among them */
export function releaseRows(
  state: EngineState,
  isGone: (block: number) => boolean,
): { collection: IndexedCollection; id: string }[] {
  const lost: { collection: IndexedCollection; id: string }[] = [];
  for (const collection of state.collections.values()) {
    const { rows } = collection;
    for (let row = 0; row < rows.count; row += 1) {
      if (rows.isUnused(row) || !isGone(rows.block[row] ?? 0)) continue;
      if (rows.isCurrent(row)) lost.push({ collection, id: rows.idOf(row) });
      rows.release(row);
    }
  }
  return lost;
}
