import { roomU8, roomU16, roomU32 } from '../storage/bytes.ts';
import { foldsPlainly, foldUnit, normalise } from './normalise.ts';

const WORDS = 4;

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
  #signatures: Uint32Array<ArrayBuffer> | null;
  /** Texts as written, where folding each unit does not make them comparable: those are stored comparable. */
  readonly #written = new Map<number, string>();
  rows = 0;

  constructor({ signed }: { signed: boolean }) {
    this.#signatures = signed ? new Uint32Array(64 * WORDS) : null;
  }

  set(row: number, text: string): void {
    if (this.text(row) === text) return;
    this.clear(row);
    if (text === '') return;
    const normal = normalise(text);
    const plain = foldsPlainly(text, normal);
    if (!plain) this.#written.set(row, text);
    this.#store(row, (plain ? text : normal).slice(0, 255));
  }

  /** Nothing of the text stays in memory. */
  clear(row: number): void {
    this.#written.delete(row);
    const length = this.#lengths[row] ?? 0;
    if (length === 0) return;
    const start = this.#starts[row] ?? 0;
    this.#units.fill(0, start, start + length);
    this.#lengths[row] = 0;
    this.#signatures?.fill(0, row * WORDS, row * WORDS + WORDS);
    this.#wasted += length;
    if (this.#wasted > 4096 && this.#wasted * 2 > this.#used) this.#pack();
  }

  /** As it was set; empty for a row without one. */
  text(row: number): string {
    const length = this.#lengths[row] ?? 0;
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

  /** Where what is looked for (folded) first stands in the row's text, or -1. */
  indexIn(row: number, wanted: Uint16Array): number {
    const last = (this.#lengths[row] ?? 0) - wanted.length;
    if (last < 0) return -1;
    const units = this.#units;
    const start = this.#starts[row] ?? 0;
    const first = wanted[0] ?? 0;
    for (let at = start; at <= start + last; at += 1) {
      if (foldUnit(units[at] ?? 0) !== first) continue;
      let same = 1;
      while (same < wanted.length && foldUnit(units[at + same] ?? 0) === wanted[same]) same += 1;
      if (same === wanted.length) return at - start;
    }
    return -1;
  }

  startsWith(row: number, wanted: Uint16Array): boolean {
    return this.#standsAt(row, 0, wanted);
  }

  endsWith(row: number, wanted: Uint16Array): boolean {
    return this.#standsAt(row, (this.#lengths[row] ?? 0) - wanted.length, wanted);
  }

  /** Whether it stands `before` units before the end. */
  standsBeforeEnd(row: number, before: number, wanted: Uint16Array): boolean {
    return this.#standsAt(row, (this.#lengths[row] ?? 0) - before, wanted);
  }

  /** The order of the texts of two rows, unit by unit, as {@link normalise}d. */
  compare(a: number, b: number): number {
    const units = this.#units;
    const startA = this.#starts[a] ?? 0;
    const startB = this.#starts[b] ?? 0;
    const common = Math.min(this.#lengths[a] ?? 0, this.#lengths[b] ?? 0);
    for (let at = 0; at < common; at += 1) {
      const difference = foldUnit(units[startA + at] ?? 0) - foldUnit(units[startB + at] ?? 0);
      if (difference !== 0) return difference;
    }
    return (this.#lengths[a] ?? 0) - (this.#lengths[b] ?? 0);
  }

  #standsAt(row: number, offset: number, wanted: Uint16Array): boolean {
    const length = this.#lengths[row] ?? 0;
    if (offset < 0 || offset + wanted.length > length) return false;
    const start = (this.#starts[row] ?? 0) + offset;
    // From the end: numbers begin alike.
    for (let at = wanted.length - 1; at >= 0; at -= 1)
      if (foldUnit(this.#units[start + at] ?? 0) !== wanted[at]) return false;
    return true;
  }

  /** Calls back for every row that may hold what is looked for: all that do, and a few more. */
  candidates(wanted: Uint16Array, visit: (row: number) => void): void {
    const signatures = this.#signatures;
    const [a = 0, b = 0, c = 0, d = 0] = signatures === null ? [] : signatureOf(wanted, 0, wanted.length);
    for (let row = 0; row < this.rows; row += 1) {
      if ((this.#lengths[row] ?? 0) < wanted.length) continue;
      if (signatures !== null) {
        const at = row * WORDS;
        if (((signatures[at] ?? 0) & a) !== a || ((signatures[at + 1] ?? 0) & b) !== b) continue;
        if (((signatures[at + 2] ?? 0) & c) !== c || ((signatures[at + 3] ?? 0) & d) !== d) continue;
      }
      visit(row);
    }
  }

  #store(row: number, text: string): void {
    this.rows = Math.max(this.rows, row + 1);
    this.#starts = roomU32(this.#starts, this.rows);
    this.#lengths = roomU8(this.#lengths, this.rows);
    this.#units = roomU16(this.#units, this.#used + text.length);
    this.#starts[row] = this.#used;
    this.#lengths[row] = text.length;
    for (let at = 0; at < text.length; at += 1) this.#units[this.#used + at] = text.charCodeAt(at);
    if (this.#signatures !== null) {
      this.#signatures = roomU32(this.#signatures, this.rows * WORDS);
      this.#signatures.set(signatureOf(this.#units, this.#used, text.length), row * WORDS);
    }
    this.#used += text.length;
  }

  #pack(): void {
    const units = new Uint16Array(Math.max(1024, this.#used - this.#wasted + 1024));
    let used = 0;
    for (let row = 0; row < this.rows; row += 1) {
      const start = this.#starts[row] ?? 0;
      const length = this.#lengths[row] ?? 0;
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

const signature = new Uint32Array(WORDS);

/** One bit for each pair of neighbouring units. Valid until the next call. Signed: compared with `&` alone. */
function signatureOf(units: Uint16Array, start: number, length: number): Int32Array {
  signature.fill(0);
  let before = foldUnit(units[start] ?? 0);
  for (let at = start + 1; at < start + length; at += 1) {
    const unit = foldUnit(units[at] ?? 0);
    const hash = Math.imul(Math.imul(before, 0x01000193) ^ unit, 0x9e3779b1) >>> 25;
    signature[hash >> 5] = (signature[hash >> 5] ?? 0) | (1 << (hash & 31));
    before = unit;
  }
  return new Int32Array(signature.buffer);
}
