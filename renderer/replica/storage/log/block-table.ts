export interface BlockInfo {
  /** Entries in the block, and those of them that are a document's current version. */
  entries: number;
  live: number;
  /** Length of the plain content. */
  bytes: number;
}

/** What each data block holds, for compaction to choose by. */
export class BlockTable {
  readonly blocks = new Map<number, BlockInfo>();

  put(number: number, info: BlockInfo): void {
    this.blocks.set(number, info);
  }

  count(number: number, by: 1 | -1): void {
    const info = this.blocks.get(number);
    if (info !== undefined) info.live += by;
  }

  delete(number: number): void {
    this.blocks.delete(number);
  }
}
