import { BlockError } from '../errors.ts';
import type { IndexedCollection } from '../index/collection.ts';
import type { BlockContent } from '../log/entries.ts';
import type { EngineState } from './state.ts';
import type { Document } from './types.ts';

/** A row was released while a query ran: what it stood for has a new version, or is gone. */
export class Moved extends Error {}

/** The current rows of these documents, those that there are. */
export function rowsOf({ rows }: IndexedCollection, ids: readonly string[]): number[] {
  return ids.map((id) => rows.find(id)).filter((row) => row >= 0);
}

/** The documents of these rows, in their order. Throws BlockError, {@link Moved}. */
export async function readRows(
  { reader }: EngineState,
  { rows }: IndexedCollection,
  wanted: readonly number[],
): Promise<Document[]> {
  if (wanted.length === 0) return [];
  const at = wanted.map((row) => {
    if (rows.isUnused(row)) throw new Moved();
    return { block: rows.block[row] ?? 0, entry: rows.entry[row] ?? 0 };
  });
  const contents = new Map<number, BlockContent | undefined>();
  for (const { block } of at) if (!contents.has(block)) contents.set(block, reader.inMemory(block));
  const absent = [...contents].filter(([, content]) => content === undefined).map(([block]) => block);
  if (absent.length > 0)
    for (const [block, content] of await reader.load(absent)) contents.set(block, content);
  return at.map(({ block, entry }) => {
    const content = contents.get(block);
    if (content === undefined) throw new BlockError('block_missing', block);
    return JSON.parse(content.entry(entry).text) as Document;
  });
}
