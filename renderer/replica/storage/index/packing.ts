import type { Bytes } from '../bytes.ts';

/**
 * Numbers of one column in a page of the snapshot, as differences of one row to the next: most are small, so most
 * take one byte. A start waits for what it reads far longer than for unpacking it.
 */

const MORE = 0x80;
const BITS = 0x7f;
const MOST_BYTES = 8;
let scratch = new Uint8Array(4096);

function room(cells: number): void {
  if (scratch.length < cells * MOST_BYTES) scratch = new Uint8Array(cells * MOST_BYTES);
}

/** Differences wrap around at 32 bits, forth and back. */
export function pack(cells: Uint32Array, from: number, to: number): Bytes {
  room(to - from);
  let at = 0;
  let before = 0;
  for (let row = from; row < to; row += 1) {
    const value = (cells[row] ?? 0) | 0;
    const difference = (value - before) | 0;
    before = value;
    let rest = ((difference << 1) ^ (difference >> 31)) >>> 0;
    for (; rest >= MORE; rest >>>= 7) scratch[at++] = (rest & BITS) | MORE;
    scratch[at++] = rest;
  }
  return scratch.slice(0, at);
}

/** Throws RangeError where the bytes are fewer or more than the cells ask for. */
export function unpack(bytes: Uint8Array, cells: Uint32Array, from: number, to: number): void {
  let at = 0;
  let value = 0;
  for (let row = from; row < to; row += 1) {
    let byte = bytes[at++] ?? 0;
    let rest = byte & BITS;
    for (let shift = 7; byte >= MORE; shift += 7) {
      byte = bytes[at++] ?? 0;
      rest |= (byte & BITS) << shift;
    }
    value = (value + ((rest >>> 1) ^ -(rest & 1))) | 0;
    cells[row] = value;
  }
  if (at !== bytes.length) throw new RangeError('length');
}

/** `scale` makes whole numbers of the cells: see {@link isExact}. */
export function packNumbers(cells: Float64Array, from: number, to: number, scale: number): Bytes {
  room(to - from);
  let at = 0;
  let before = 0;
  for (let row = from; row < to; row += 1) {
    const value = Math.round((cells[row] ?? 0) * scale);
    const difference = value - before;
    before = value;
    let rest = difference < 0 ? -2 * difference - 1 : 2 * difference;
    for (; rest >= MORE; rest = Math.floor(rest / MORE)) scratch[at++] = (rest % MORE) + MORE;
    scratch[at++] = rest;
  }
  return scratch.slice(0, at);
}

/** Throws RangeError where the bytes are fewer or more than the cells ask for. */
export function unpackNumbers(
  bytes: Uint8Array,
  cells: Float64Array,
  from: number,
  to: number,
  scale: number,
): void {
  let at = 0;
  let value = 0;
  for (let row = from; row < to; row += 1) {
    let byte = bytes[at++] ?? 0;
    let rest = byte & BITS;
    for (let weight = MORE; byte >= MORE; weight *= MORE) {
      byte = bytes[at++] ?? 0;
      rest += (byte & BITS) * weight;
    }
    value += rest % 2 === 0 ? rest / 2 : -(rest + 1) / 2;
    cells[row] = value / scale;
  }
  if (at !== bytes.length) throw new RangeError('length');
}

/** Half of what is safe: the difference of two, twice, must be exact. */
const GREATEST = Number.MAX_SAFE_INTEGER / 8;

/** Whether packing with this scale gives back exactly the same numbers. */
export function isExact(cells: Float64Array, from: number, to: number, scale: number): boolean {
  for (let row = from; row < to; row += 1) {
    const cell = cells[row] ?? 0;
    const whole = Math.round(cell * scale);
    if (!(Math.abs(whole) < GREATEST) || whole / scale !== cell || Object.is(cell, -0)) return false;
  }
  return true;
}
