import { type Bytes, roomU8, roomU32 } from '../bytes.ts';

/** Numbers below are not strings; columns use them for values that are none. */
export const FIRST_STRING = 8;
const FREED = 0xffffffff;
/** Strings per page of the snapshot. */
export const STRING_PAGE = 1024;

/**
 * Every distinct string that an index holds, once, outside the JavaScript heap; rows hold its number.
 *
 * Each UTF-16 unit is encoded by itself (CESU-8), because then the order of the bytes is the order of JavaScript's
 * `<`, which proper UTF-8 is not. A string that no row uses any more is overwritten with zeros: an erased file
 * leaves nothing in here, nor in the snapshot.
 */
export class StringTable {
  count = FIRST_STRING;
  readonly dirty = new Set<number>();
  #bytes: Bytes = new Uint8Array(4096);
  #ends = new Uint32Array(64);
  #uses = new Uint32Array(64);
  #slots = new Uint32Array(256);
  #filled = 0;

  /** The string's number, taken for one more use. */
  take(text: string): number {
    const encoded = encode(text);
    const slot = this.#slotOf(encoded);
    const found = this.#slots[slot] ?? 0;
    if (found !== 0 && found !== FREED) {
      this.#uses[found] = (this.#uses[found] ?? 0) + 1;
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
    const found = this.#slots[this.#slotOf(encode(text))] ?? 0;
    return found === FREED ? 0 : found;
  }

  isUsed(number: number): boolean {
    return (this.#uses[number] ?? 0) > 0;
  }

  retain(number: number): void {
    this.#uses[number] = (this.#uses[number] ?? 0) + 1;
  }

  release(number: number): void {
    const uses = (this.#uses[number] ?? 0) - 1;
    this.#uses[number] = uses;
    if (uses > 0) return;
    const start = this.#start(number);
    const slot = this.#slotOf(this.#bytes.subarray(start, this.#ends[number]));
    if (this.#slots[slot] === number) this.#slots[slot] = FREED;
    this.#bytes.fill(0, start, this.#ends[number]);
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

  /** One page's strings: their count, where each ends, and all their bytes. */
  page(page: number): { ends: Uint32Array; bytes: Uint8Array } {
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

  /** Adds the next page, in order. Uses are counted by the rows as they are loaded; then call {@link loaded}. */
  loadPage(ends: Uint32Array, bytes: Uint8Array): void {
    const first = this.count === FIRST_STRING ? 0 : this.count;
    const base = this.#start(first);
    this.count = first + ends.length;
    this.#ends = roomU32(this.#ends, this.count);
    this.#uses = roomU32(this.#uses, this.count);
    this.#bytes = roomU8(this.#bytes, base + bytes.length);
    this.#bytes.set(bytes, base);
    for (const [index, end] of ends.entries()) this.#ends[first + index] = base + end;
  }

  loaded(): void {
    this.#rehash();
    this.dirty.clear();
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

  #rehash(): void {
    let used = 0;
    for (let number = FIRST_STRING; number < this.count; number += 1)
      if ((this.#uses[number] ?? 0) > 0) used += 1;
    let size = 256;
    while (size < used * 3) size *= 2;
    this.#slots = new Uint32Array(size);
    this.#filled = used;
    const mask = size - 1;
    for (let number = FIRST_STRING; number < this.count; number += 1) {
      if ((this.#uses[number] ?? 0) === 0) continue;
      let slot = hash(this.#bytes, this.#start(number), this.#ends[number] ?? 0) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = number;
    }
  }
}

let scratch = new Uint8Array(1024);

/** Valid until the next call. */
export function encode(text: string): Uint8Array {
  if (scratch.length < text.length * 3) scratch = new Uint8Array(text.length * 6);
  let at = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) scratch[at++] = unit;
    else if (unit < 0x800) {
      scratch[at++] = 0xc0 | (unit >> 6);
      scratch[at++] = 0x80 | (unit & 63);
    } else {
      scratch[at++] = 0xe0 | (unit >> 12);
      scratch[at++] = 0x80 | ((unit >> 6) & 63);
      scratch[at++] = 0x80 | (unit & 63);
    }
  }
  return scratch.subarray(0, at);
}

function decode(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let at = from; at < to; ) {
    const lead = bytes[at++] ?? 0;
    let unit = lead;
    if (lead >= 0xe0)
      unit = ((lead & 15) << 12) | (((bytes[at++] ?? 0) & 63) << 6) | ((bytes[at++] ?? 0) & 63);
    else if (lead >= 0xc0) unit = ((lead & 31) << 6) | ((bytes[at++] ?? 0) & 63);
    text += String.fromCharCode(unit);
  }
  return text;
}

/** Four bytes at a time: a start hashes every string there is. */
function hash(bytes: Uint8Array, from: number, to: number): number {
  let value = to - from;
  let at = from;
  for (; at + 4 <= to; at += 4) {
    const word =
      (bytes[at] ?? 0) |
      ((bytes[at + 1] ?? 0) << 8) |
      ((bytes[at + 2] ?? 0) << 16) |
      ((bytes[at + 3] ?? 0) << 24);
    value = Math.imul(value ^ word, 0x9e3779b1);
    value ^= value >>> 15;
  }
  for (; at < to; at += 1) value = Math.imul(value ^ (bytes[at] ?? 0), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  return (value ^ (value >>> 13)) >>> 0;
}

function order(a: Uint8Array, fromA: number, toA: number, b: Uint8Array, fromB: number, toB: number): number {
  const common = Math.min(toA - fromA, toB - fromB);
  for (let index = 0; index < common; index += 1) {
    const difference = (a[fromA + index] ?? 0) - (b[fromB + index] ?? 0);
    if (difference !== 0) return difference;
  }
  return toA - fromA - (toB - fromB);
}
