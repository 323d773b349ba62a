import { roomU8, roomU16, roomU32 } from '../storage/bytes.ts';
import { foldUnit, isPlain, normalise } from './normalise.ts';

const WORDS = 4;
const LONGEST = 255;
/** Units of a head or a tail. */
export const ENDS = 4;

/** A text to look for, {@link normalise}d: each unit in its lower and its upper case. */
export interface Wanted {
  length: number;
  lower: Uint16Array;
  upper: Uint16Array;
}

export function wantedOf(text: string): Wanted {
  const lower = Uint16Array.from(text, (_, at) => text.charCodeAt(at));
  const upper = lower.map((unit) => (unit >= 0x61 && unit <= 0x7a ? unit - 32 : unit));
  return { length: text.length, lower, upper };
}

/**
 * One text field of all rows: the texts one behind the other, where each begins, and for each a signature of 128
 * bits, one for each pair of neighbours in it. A text without the signature of what is looked for is never read, so
 * a search through a hundred thousand addresses looks at a few of them.
 */
export class TextColumn {
  #units = new Uint16Array(1024);
  #used = 0;
  #wasted = 0;
  #starts = new Uint32Array(64);
  #lengths = new Uint8Array(64);
  /** The words of the signatures, each in an array of its own: a search mostly reads one. */
  readonly #signatures = Array.from({ length: WORDS }, () => new Uint32Array(64));
  /** The first and the last four units of each text, see {@link packed}: what most rows are told apart by. */
  #heads = new Uint32Array(64);
  #tails = new Uint32Array(64);
  /** Units that some text has or had: most searches for letters end here for a column of digits. */
  readonly #alphabet = new Uint8Array(0x10000);
  /** Texts as written, where lower case alone does not make them comparable: those are stored comparable. */
  readonly #written = new Map<number, string>();
  rows = 0;

  set(row: number, text: string): void {
    if (this.text(row) === text) return;
    this.clear(row);
    if (text === '') return;
    const normal = normalise(text);
    const plain = isPlain(text, normal);
    if (!plain) this.#written.set(row, text);
    this.#store(row, (plain ? text : normal).slice(0, LONGEST));
  }

  /** Nothing of the text stays in memory. */
  clear(row: number): void {
    this.#written.delete(row);
    const length = this.length(row);
    if (length === 0) return;
    const start = this.#starts[row] ?? 0;
    this.#units.fill(0, start, start + length);
    this.#lengths[row] = 0;
    for (const words of this.#signatures) words[row] = 0;
    this.#heads[row] = 0;
    this.#tails[row] = 0;
    this.#wasted += length;
    if (this.#wasted > 4096 && this.#wasted * 2 > this.#used) this.#pack();
  }

  /** As it was set; empty for a row without one. */
  text(row: number): string {
    const length = this.length(row);
    if (length === 0) return '';
    const start = this.#starts[row] ?? 0;
    return this.#written.get(row) ?? String.fromCharCode(...this.#units.subarray(start, start + length));
  }

  length(row: number): number {
    return this.#lengths[row] ?? 0;
  }

  /** Whether the text as written has the positions that {@link indexIn} gives. */
  hasPositions(row: number): boolean {
    return !this.#written.has(row);
  }

  /** Whether any row may hold it. */
  mayHold({ lower, upper }: Wanted): boolean {
    for (let at = 0; at < lower.length; at += 1)
      if (this.#alphabet[lower[at] ?? 0] === 0 && this.#alphabet[upper[at] ?? 0] === 0) return false;
    return true;
  }

  /** Where what is looked for first stands in the row's text, or -1. */
  indexIn(row: number, { length, lower, upper }: Wanted): number {
    const units = this.#units;
    const start = this.#starts[row] ?? 0;
    const last = start + (this.#lengths[row] ?? 0) - length;
    const first = lower[0] ?? 0;
    const capital = upper[0] ?? 0;
    for (let at = start; at <= last; at += 1) {
      const unit = units[at] ?? 0;
      if (unit !== first && unit !== capital) continue;
      let same = 1;
      for (; same < length; same += 1) {
        const next = units[at + same] ?? 0;
        if (next !== lower[same] && next !== upper[same]) break;
      }
      if (same === length) return at - start;
    }
    return -1;
  }

  startsWith(row: number, wanted: Wanted): boolean {
    return this.#standsAt(row, 0, wanted);
  }

  /** Whether it stands `before` units before the end. */
  standsBeforeEnd(row: number, before: number, wanted: Wanted): boolean {
    return this.#standsAt(row, (this.#lengths[row] ?? 0) - before, wanted);
  }

  /** The order of the texts of two rows, unit by unit, without case. */
  compare(a: number, b: number): number {
    const units = this.#units;
    const startA = this.#starts[a] ?? 0;
    const startB = this.#starts[b] ?? 0;
    const common = Math.min(this.length(a), this.length(b));
    for (let at = 0; at < common; at += 1) {
      const difference = foldUnit(units[startA + at] ?? 0) - foldUnit(units[startB + at] ?? 0);
      if (difference !== 0) return difference;
    }
    return this.length(a) - this.length(b);
  }

  #standsAt(row: number, offset: number, { length, lower, upper }: Wanted): boolean {
    if (offset < 0 || offset + length > (this.#lengths[row] ?? 0)) return false;
    const units = this.#units;
    const start = (this.#starts[row] ?? 0) + offset;
    // From the end: numbers begin alike.
    for (let at = length - 1; at >= 0; at -= 1) {
      const unit = units[start + at] ?? 0;
      if (unit !== lower[at] && unit !== upper[at]) return false;
    }
    return true;
  }

  /** Calls back for every row whose text begins with it. */
  scanStarts(wanted: Wanted, visit: (row: number) => void): void {
    if (!this.mayHold(wanted)) return;
    const length = Math.min(wanted.length, ENDS);
    this.#scanPacked(this.#heads, packed(wanted.lower, 0, length), maskOf(length), (row) => {
      if (this.#standsAt(row, 0, wanted)) visit(row);
    });
  }

  /** Calls back for every row whose text has it `before` units before its end, {@link ENDS} at least. */
  scanEnds(wanted: Wanted, before: number, visit: (row: number) => void): void {
    if (!this.mayHold(wanted)) return;
    // What of it lies in the last units.
    const from = Math.max(0, before - ENDS);
    const length = Math.min(ENDS, wanted.length - from);
    this.#scanPacked(this.#tails, packed(wanted.lower, from, length), maskOf(length), (row) => {
      if (this.standsBeforeEnd(row, before, wanted)) visit(row);
    });
  }

  #scanPacked(values: Uint32Array, wanted: number, mask: number, visit: (row: number) => void): void {
    const { rows } = this;
    for (let row = 0; row < rows; row += 1) if (((values[row] ?? 0) & mask) === wanted) visit(row);
  }

  /** Calls back with each row that holds it, and where it stands there first. Two units at least. */
  scanInside(wanted: Wanted, visit: (row: number, position: number) => void): void {
    if (!this.mayHold(wanted)) return;
    const bits = signatureOf(wanted.lower, 0, wanted.length).slice();
    // The word of the signature with the most bits to tell by is looked at first, and mostly alone.
    const word = bits.reduce((best, value, at) => (ones(value) > ones(bits[best] ?? 0) ? at : best), 0);
    const told = bits[word] ?? 0;
    const words = this.#signatures[word] ?? new Uint32Array(0);
    const { rows } = this;
    for (let row = 0; row < rows; row += 1) {
      if (((words[row] ?? 0) & told) !== told || !this.#isSigned(row, bits)) continue;
      const position = this.indexIn(row, wanted);
      if (position >= 0) visit(row, position);
    }
  }

  #isSigned(row: number, bits: Int32Array): boolean {
    for (let word = 0; word < WORDS; word += 1) {
      const told = bits[word] ?? 0;
      if (((this.#signatures[word]?.[row] ?? 0) & told) !== told) return false;
    }
    return true;
  }

  #store(row: number, text: string): void {
    this.rows = Math.max(this.rows, row + 1);
    this.#starts = roomU32(this.#starts, this.rows);
    this.#lengths = roomU8(this.#lengths, this.rows);
    this.#units = roomU16(this.#units, this.#used + text.length);
    this.#heads = roomU32(this.#heads, this.rows);
    this.#tails = roomU32(this.#tails, this.rows);
    this.#starts[row] = this.#used;
    this.#lengths[row] = text.length;
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      this.#units[this.#used + at] = unit;
      this.#alphabet[unit] = 1;
    }
    const bits = signatureOf(this.#units, this.#used, text.length);
    for (const [word, words] of this.#signatures.entries()) {
      const room = roomU32(words, this.rows);
      room[row] = bits[word] ?? 0;
      this.#signatures[word] = room;
    }
    const ends = Math.min(text.length, ENDS);
    this.#heads[row] = packed(this.#units, this.#used, ends);
    this.#tails[row] = packed(this.#units, this.#used + text.length - ends, ends);
    this.#used += text.length;
  }

  #pack(): void {
    const units = new Uint16Array(this.#used - this.#wasted + 1024);
    let used = 0;
    for (let row = 0; row < this.rows; row += 1) {
      const start = this.#starts[row] ?? 0;
      const length = this.length(row);
      units.set(this.#units.subarray(start, start + length), used);
      this.#starts[row] = used;
      used += length;
    }
    this.#units.fill(0);
    this.#units = units;
    this.#used = used;
    this.#wasted = 0;
  }
}

/** As `&` sees them: signed. */
const signature = new Int32Array(WORDS);

/** One bit for each pair of neighbouring units. Valid until the next call. */
function signatureOf(units: Uint16Array, start: number, length: number): Int32Array {
  signature.fill(0);
  let before = foldUnit(units[start] ?? 0);
  for (let at = start + 1; at < start + length; at += 1) {
    const unit = foldUnit(units[at] ?? 0);
    const hash = Math.imul(Math.imul(before, 0x01000193) ^ unit, 0x9e3779b1) >>> 25;
    signature[hash >> 5] = (signature[hash >> 5] ?? 0) | (1 << (hash & 31));
    before = unit;
  }
  return signature;
}

function ones(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** Up to four units as one number, the low byte of each, folded: the first one lowest. */
function packed(units: Uint16Array, start: number, length: number): number {
  let value = 0;
  for (let at = 0; at < length; at += 1) value |= (foldUnit(units[start + at] ?? 0) & 0xff) << (at * 8);
  return value;
}

const maskOf = (length: number) => (length >= ENDS ? -1 : (1 << (length * 8)) - 1);
