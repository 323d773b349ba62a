import { type Bytes, roomU8, roomU32 } from '../bytes.ts';
import { decode, ERASED, encode, hash, order } from './string-code.ts';

/** Numbers below are not strings; columns use them for values that are none. */
export const FIRST_STRING = 8;
const FREED = 0xffffffff;
/** Strings per page of the snapshot. */
export const STRING_PAGE = 2048;

/**
 * Every distinct string that an index holds, once, outside the JavaScript heap; rows hold its number. A string that
 * no row uses any more is overwritten: an erased file leaves nothing in here, nor in the snapshot.
 *
 * After a start neither the hash table nor the counts of uses exist: a first list needs neither, and each takes as
 * long to work out as all else.
 */
export class StringTable {
  count = FIRST_STRING;
  readonly dirty = new Set<number>();
  #bytes: Bytes = new Uint8Array(4096);
  #ends = new Uint32Array(64);
  #uses = new Uint32Array(64);
  #slots = new Uint32Array(256);
  #filled = 0;
  #hashed = true;
  /** Counts the uses of all strings, where that has not been done. */
  #recount: (() => void) | undefined;

  /** The string's number, taken for one more use. */
  take(text: string): number {
    this.#ensureHashed();
    const encoded = encode(text);
    const slot = this.#slotOf(encoded);
    const found = this.#slots[slot] ?? 0;
    if (found !== 0 && found !== FREED) {
      this.retain(found);
      return found;
    }
    const number = this.#append(encoded);
    this.#uses[number] = 1;
    this.#slots[slot] = number;
    this.#filled += 1;
    if (this.#filled * 2 > this.#slots.length) this.#rehash();
    return number;
  }

  /** The string's number, or 0. */
  find(text: string): number {
    this.#ensureHashed();
    const found = this.#slots[this.#slotOf(encode(text))] ?? 0;
    return found === FREED ? 0 : found;
  }

  /** Whether looking a string up takes no preparation. */
  get isReady(): boolean {
    return this.#hashed;
  }

  isUsed(number: number): boolean {
    return this.#recount !== undefined || (this.#uses[number] ?? 0) > 0;
  }

  retain(number: number): void {
    this.#uses[number] = (this.#uses[number] ?? 0) + 1;
  }

  release(number: number): void {
    this.#ensureCounted();
    const uses = (this.#uses[number] ?? 0) - 1;
    this.#uses[number] = uses;
    if (uses > 0) return;
    this.#ensureHashed();
    const start = this.#start(number);
    const slot = this.#slotOf(this.#bytes.subarray(start, this.#ends[number]));
    if (this.#slots[slot] === number) this.#slots[slot] = FREED;
    this.#bytes.fill(ERASED, start, this.#ends[number]);
    this.dirty.add(Math.floor(number / STRING_PAGE));
  }

  text(number: number): string {
    return decode(this.#bytes, this.#start(number), this.#ends[number] ?? 0);
  }

  /** The order of `<`, of two strings of the table. */
  compare(a: number, b: number): number {
    if (a === b) return 0;
    return order(
      this.#bytes,
      this.#start(a),
      this.#ends[a] ?? 0,
      this.#bytes,
      this.#start(b),
      this.#ends[b] ?? 0,
    );
  }

  compareTo(number: number, encoded: Uint8Array): number {
    return order(this.#bytes, this.#start(number), this.#ends[number] ?? 0, encoded, 0, encoded.length);
  }

  /** One page's strings: where each ends, from the start of the page, and all their bytes. */
  page(page: number): { ends: Uint32Array<ArrayBuffer>; bytes: Uint8Array } {
    const first = page * STRING_PAGE;
    const last = Math.min(first + STRING_PAGE, this.count);
    const base = this.#start(first);
    return {
      ends: this.#ends.slice(first, last).map((end) => end - base),
      bytes: this.#bytes.subarray(base, this.#ends[last - 1]),
    };
  }

  /** Room for what is about to be loaded: growing step by step would copy it all several times. */
  reserve(count: number, bytes: number): void {
    this.#ends = roomU32(this.#ends, count);
    this.#uses = roomU32(this.#uses, count);
    this.#bytes = roomU8(this.#bytes, bytes);
  }

  get byteLength(): number {
    return this.#ends[this.count - 1] ?? 0;
  }

  /** Adds the next page, in order; after the last one call {@link loaded}. */
  loadPage(ends: Uint32Array, bytes: Uint8Array): void {
    const first = this.count === FIRST_STRING ? 0 : this.count;
    const base = this.#start(first);
    this.count = first + ends.length;
    this.#ends = roomU32(this.#ends, this.count);
    this.#uses = roomU32(this.#uses, this.count);
    this.#bytes = roomU8(this.#bytes, base + bytes.length);
    this.#bytes.set(bytes, base);
    for (let index = 0; index < ends.length; index += 1)
      this.#ends[first + index] = base + (ends[index] ?? 0);
  }

  /** @param countUses  retains every string once for each use */
  loaded(countUses: () => void): void {
    this.#hashed = false;
    this.#recount = countUses;
    this.dirty.clear();
  }

  #ensureCounted(): void {
    const recount = this.#recount;
    if (recount === undefined) return;
    this.#recount = undefined;
    this.#uses.fill(0);
    recount();
  }

  #ensureHashed(): void {
    if (!this.#hashed) this.#rehash();
  }

  #start(number: number): number {
    return number === 0 ? 0 : (this.#ends[number - 1] ?? 0);
  }

  #append(encoded: Uint8Array): number {
    const number = this.count;
    const start = this.#start(number);
    this.#bytes = roomU8(this.#bytes, start + encoded.length);
    this.#bytes.set(encoded, start);
    this.#ends = roomU32(this.#ends, number + 1);
    this.#uses = roomU32(this.#uses, number + 1);
    this.#ends[number] = start + encoded.length;
    this.count = number + 1;
    this.dirty.add(Math.floor(number / STRING_PAGE));
    return number;
  }

  /** The slot that holds the string, or the first that could. */
  #slotOf(encoded: Uint8Array): number {
    const mask = this.#slots.length - 1;
    let slot = hash(encoded, 0, encoded.length) & mask;
    let free = -1;
    for (;;) {
      const number = this.#slots[slot] ?? 0;
      if (number === 0) return free === -1 ? slot : free;
      if (number === FREED) {
        if (free === -1) free = slot;
      } else if (this.#same(number, encoded)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #same(number: number, encoded: Uint8Array): boolean {
    const start = this.#start(number);
    if ((this.#ends[number] ?? 0) - start !== encoded.length) return false;
    for (let index = encoded.length - 1; index >= 0; index -= 1)
      if (this.#bytes[start + index] !== encoded[index]) return false;
    return true;
  }

  #isErased(number: number): boolean {
    const start = this.#start(number);
    return this.#bytes[start] === ERASED && start < (this.#ends[number] ?? 0);
  }

  #rehash(): void {
    let used = 0;
    for (let number = FIRST_STRING; number < this.count; number += 1) if (!this.#isErased(number)) used += 1;
    let size = 256;
    while (size < used * 3) size *= 2;
    this.#slots = new Uint32Array(size);
    this.#filled = used;
    this.#hashed = true;
    const mask = size - 1;
    for (let number = FIRST_STRING; number < this.count; number += 1) {
      if (this.#isErased(number)) continue;
      let slot = hash(this.#bytes, this.#start(number), this.#ends[number] ?? 0) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = number;
    }
  }
}
