/** A set of whole numbers, a bit each: a million row numbers take a few hundred kilobytes. */
export class IdSet {
  private readonly pages = new Map<number, Uint32Array>();

  /** Adds a number; false when it was there already. */
  add(id: number): boolean {
    const key = Math.floor(id / 65_536);
    let page = this.pages.get(key);
    if (page === undefined) {
      page = new Uint32Array(2048);
      this.pages.set(key, page);
    }
    const low = id % 65_536;
    const bit = 1 << (low & 31);
    const word = page[low >>> 5] ?? 0;
    if ((word & bit) !== 0) return false;
    page[low >>> 5] = word | bit;
    return true;
  }
}
