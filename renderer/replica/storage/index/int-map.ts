const EMPTY = 0;

/** Positive integer → row, in two typed arrays: a JavaScript Map of 300,000 entries takes four times as much. */
export class IntMap {
  #keys = new Uint32Array(64);
  #values = new Uint32Array(64);
  #filled = 0;
  size = 0;

  /** The row, or -1. */
  get(key: number): number {
    const slot = this.#slotOf(key);
    return this.#keys[slot] === EMPTY ? -1 : (this.#values[slot] ?? 0) - 1;
  }

  set(key: number, row: number): void {
    let slot = this.#slotOf(key);
    if (this.#keys[slot] === EMPTY) {
      if ((this.#filled + 1) * 3 > this.#keys.length * 2) {
        this.#grow();
        slot = this.#slotOf(key);
      }
      this.#keys[slot] = key;
      this.#filled += 1;
      this.size += 1;
    } else if (this.#values[slot] === 0) this.size += 1;
    this.#values[slot] = row + 1;
  }

  /** Keeps the key's slot: a later key may have been put behind it. */
  delete(key: number): void {
    const slot = this.#slotOf(key);
    if (this.#keys[slot] === EMPTY || this.#values[slot] === 0) return;
    this.#values[slot] = 0;
    this.size -= 1;
  }

  clear(): void {
    this.#keys = new Uint32Array(64);
    this.#values = new Uint32Array(64);
    this.#filled = 0;
    this.size = 0;
  }

  reserve(entries: number): void {
    while (entries * 3 > this.#keys.length * 2) this.#grow();
  }

  #slotOf(key: number): number {
    const mask = this.#keys.length - 1;
    let slot = (Math.imul(key, 0x9e3779b1) >>> 7) & mask;
    while (this.#keys[slot] !== EMPTY && this.#keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const keys = this.#keys;
    const values = this.#values;
    this.#keys = new Uint32Array(keys.length * 2);
    this.#values = new Uint32Array(keys.length * 2);
    this.#filled = 0;
    for (let index = 0; index < keys.length; index += 1) {
      if (keys[index] === EMPTY || values[index] === 0) continue;
      const slot = this.#slotOf(keys[index] ?? 0);
      this.#keys[slot] = keys[index] ?? 0;
      this.#values[slot] = values[index] ?? 0;
      this.#filled += 1;
    }
  }
}
