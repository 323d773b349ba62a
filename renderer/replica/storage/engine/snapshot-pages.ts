import { type Bytes, Reader, u32List } from '../bytes.ts';

/** What lies in a page of the index snapshot. */
export const pageKind = { strings: 1, rows: 2, order: 3 } as const;

export interface Page {
  kind: number;
  collection: number;
  /** Which index of the collection, for `order`. */
  index: number;
  page: number;
  /** Strings, rows or row numbers in the page. */
  length: number;
  block: number;
}

/** Where the index lies on disk, page by page, and which part of the log it includes. */
export interface SnapshotState {
  pages: Map<string, Page>;
  /** Bytes appended to the log when it was taken; -1: there is none. */
  takenAt: number;
  /** All data blocks it speaks of are there: none has been compacted or lost since. */
  complete: boolean;
}

export const keyOf = ({ kind, collection, index, page }: Omit<Page, 'block' | 'length'>) =>
  `${kind}.${collection}.${index}.${page}`;

/** What a snapshot consists of, and what of the index is quicker read than worked out. */
export interface Manifest {
  pages: Page[];
  strings: { count: number; bytes: number };
  /** Sums over the rows of each collection, see RowStore.totals. */
  totals: Map<number, number[]>;
  blocks: { number: number; entries: number; live: number; bytes: number }[];
}

const FORMAT = 2;

export function encodeManifest({ pages, strings, totals, blocks }: Manifest): Bytes {
  return u32List([
    FORMAT,
    strings.count,
    strings.bytes,
    pages.length,
    ...pages.flatMap((page) => [page.kind, page.collection, page.index, page.page, page.length, page.block]),
    totals.size,
    ...[...totals].flatMap(([collection, sums]) => [collection, sums.length, ...sums]),
    blocks.length,
    ...blocks.flatMap(({ number, entries, live, bytes }) => [number, entries, live, bytes]),
  ]);
}

/** Throws RangeError where it is none, or one of another format. */
export function decodeManifest(bytes: Bytes): Manifest {
  const reader = new Reader(bytes);
  if (reader.u32() !== FORMAT) throw new RangeError('format');
  const list = <T>(read: () => T): T[] => Array.from({ length: reader.u32() }, read);
  return {
    strings: { count: reader.u32(), bytes: reader.u32() },
    pages: list(() => ({
      kind: reader.u32(),
      collection: reader.u32(),
      index: reader.u32(),
      page: reader.u32(),
      length: reader.u32(),
      block: reader.u32(),
    })),
    totals: new Map(list(() => [reader.u32(), list(() => reader.u32())] as const)),
    blocks: list(() => ({
      number: reader.u32(),
      entries: reader.u32(),
      live: reader.u32(),
      bytes: reader.u32(),
    })),
  };
}
