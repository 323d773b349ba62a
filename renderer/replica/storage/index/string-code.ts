/**
 * How the string table holds a string. Each UTF-16 unit is encoded by itself (CESU-8), because then the order of the
 * bytes is the order of JavaScript's `<`, which proper UTF-8 is not. A UUID in its usual form, as all ids are, takes
 * 17 bytes instead of 36: a start reads, decrypts and hashes half as much.
 */

/** No byte of CESU-8 is as high as these two. */
const PACKED = 0xff;
export const ERASED = 0xfe;
const PACKED_LENGTH = 17;
const UUID_LENGTH = 36;
const DASH = 45;
const NOT_HEX = 255;

const hexValue = new Uint8Array(128).fill(NOT_HEX);
for (const [value, digit] of [...'0123456789abcdef'].entries()) hexValue[digit.charCodeAt(0)] = value;
const hexPairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

let scratch = new Uint8Array(1024);

/** Valid until the next call. */
export function encode(text: string): Uint8Array {
  if (text.length === UUID_LENGTH && pack(text)) return scratch.subarray(0, PACKED_LENGTH);
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

function pack(text: string): boolean {
  scratch[0] = PACKED;
  let to = 1;
  for (let index = 0; index < UUID_LENGTH; ) {
    if (index === 8 || index === 13 || index === 18 || index === 23) {
      if (text.charCodeAt(index) !== DASH) return false;
      index += 1;
      continue;
    }
    const high = hexValue[text.charCodeAt(index)] ?? NOT_HEX;
    const low = hexValue[text.charCodeAt(index + 1)] ?? NOT_HEX;
    // Either is above 15 where it is no digit.
    if ((high | low) > 15) return false;
    scratch[to++] = (high << 4) | low;
    index += 2;
  }
  return true;
}

export function decode(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  if (bytes[from] === PACKED && to - from === PACKED_LENGTH) {
    for (let at = from + 1; at < to; at += 1) {
      text += hexPairs[bytes[at] ?? 0];
      const done = at - from;
      if (done === 4 || done === 6 || done === 8 || done === 10) text += '-';
    }
    return text;
  }
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

/** Four bytes at a time: whoever first looks one up hashes every string there is. */
export function hash(bytes: Uint8Array, from: number, to: number): number {
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

/** The order of `<` of two encoded strings. */
export function order(
  a: Uint8Array,
  fromA: number,
  toA: number,
  b: Uint8Array,
  fromB: number,
  toB: number,
): number {
  if ((a[fromA] === PACKED) !== (b[fromB] === PACKED)) {
    const [left, right] = [decode(a, fromA, toA), decode(b, fromB, toB)];
    if (left === right) return 0;
    return left < right ? -1 : 1;
  }
  const common = Math.min(toA - fromA, toB - fromB);
  for (let index = 0; index < common; index += 1) {
    const difference = (a[fromA + index] ?? 0) - (b[fromB + index] ?? 0);
    if (difference !== 0) return difference;
  }
  return toA - fromA - (toB - fromB);
}
