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
}

export const keyOf = ({ kind, collection, index, page }: Omit<Page, 'block' | 'length'>) =>
  `${kind}.${collection}.${index}.${page}`;
