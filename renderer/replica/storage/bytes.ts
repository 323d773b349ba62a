/** Bytes that WebCrypto and IndexedDB take: never over shared memory. */
export type Bytes = Uint8Array<ArrayBuffer>;

export const utf8 = { encoder: new TextEncoder(), decoder: new TextDecoder('utf-8', { fatal: true }) };

export function concat(parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const SHARE = 1.5;
const capacity = (has: number, needs: number) => Math.max(needs, Math.ceil(has * SHARE), 64);

/** The same array, or a larger copy that holds `length` elements. Growing by half bounds the waste in memory. */
export function roomU8(array: Bytes, length: number): Bytes {
  if (length <= array.length) return array;
  const larger = new Uint8Array(capacity(array.length, length));
  larger.set(array);
  return larger;
}

export function roomU16(array: Uint16Array<ArrayBuffer>, length: number): Uint16Array<ArrayBuffer> {
  if (length <= array.length) return array;
  const larger = new Uint16Array(capacity(array.length, length));
  larger.set(array);
  return larger;
}

export function roomU32(array: Uint32Array<ArrayBuffer>, length: number): Uint32Array<ArrayBuffer> {
  if (length <= array.length) return array;
  const larger = new Uint32Array(capacity(array.length, length));
  larger.set(array);
  return larger;
}

export function roomF64(array: Float64Array<ArrayBuffer>, length: number): Float64Array<ArrayBuffer> {
  if (length <= array.length) return array;
  const larger = new Float64Array(capacity(array.length, length));
  larger.set(array);
  return larger;
}

type Numbers = Bytes | Uint32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/** The bytes of elements `from` to `to`, as they lie in memory; read back on the same machine only. */
export function bytesOf(array: Numbers, from: number, to: number): Bytes {
  const size = array.BYTES_PER_ELEMENT;
  return new Uint8Array(array.buffer, array.byteOffset + from * size, (to - from) * size);
}

/** Reads what was written with the functions above; a short read throws RangeError. */
export class Reader {
  readonly bytes: Bytes;
  readonly #view: DataView;
  at = 0;
  constructor(bytes: Bytes) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }
  u32(): number {
    const value = this.#view.getUint32(this.at, true);
    this.at += 4;
    return value;
  }
  take(length: number): Bytes {
    if (this.at + length > this.bytes.length) throw new RangeError('short');
    const part = this.bytes.subarray(this.at, this.at + length);
    this.at += length;
    return part;
  }
}

export function u32s(...values: number[]): Bytes {
  return u32List(values);
}

export function u32List(values: readonly number[]): Bytes {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  for (const [index, value] of values.entries()) view.setUint32(index * 4, value, true);
  return bytes;
}

export function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

export function fromBase64(text: string): Bytes {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
