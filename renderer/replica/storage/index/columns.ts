import { type Bytes, bytesOf, concat, roomF64, roomU8, roomU32 } from '../bytes.ts';
import { isExact, pack, packNumbers, unpack, unpackNumbers } from './packing.ts';
import { encode } from './string-code.ts';
import { FIRST_STRING, type StringTable } from './strings.ts';

/**
 * The values of one indexed field, by row. A cell is *regular* when its value has the type that the schema names;
 * `missing` and `null` are known; anything else is `other`: only the document itself tells what it is, and no index
 * range may be trusted while there is one.
 */
export interface Column {
  readonly path: string;
  readonly kind: 'string' | 'number' | 'boolean';
  /** Cells of rows in use that are not regular, and those of them that are `other`. */
  irregular: number;
  opaque: number;
  set(row: number, value: unknown): void;
  /** Gives up the cell: its row is no longer in use. */
  clear(row: number): void;
  /** 0 missing, 1 null, 2 other, 3 regular. */
  state(row: number): number;
  /** The value of a cell that is not `other`. */
  value(row: number): unknown;
  /** Total order: irregular cells first, then by value as JavaScript's `<` has it. */
  compare(a: number, b: number): number;
  /** The cell against a value of the column's kind. */
  comparer(value: string | number | boolean): (row: number) => number;
  /** Whether a regular cell equals the value; `null`: no cell does. */
  equals(value: string | number | boolean): ((row: number) => boolean) | null;
  reserve(rows: number): void;
  save(from: number, to: number): Bytes;
  load(from: number, to: number, bytes: Uint8Array): void;
}

export const cell = { missing: 0, null: 1, other: 2, regular: 3 } as const;

abstract class BaseColumn {
  readonly path: string;
  irregular = 0;
  opaque = 0;
  constructor(path: string) {
    this.path = path;
  }
  protected count(state: number, by: 1 | -1): void {
    if (state !== cell.regular) this.irregular += by;
    if (state === cell.other) this.opaque += by;
  }
}

function stateOf(value: unknown): 0 | 1 | 2 {
  if (value === undefined) return cell.missing;
  return value === null ? cell.null : cell.other;
}

/** Cells are numbers of the string table; the first ones stand for missing, null and other. */
export class StringColumn extends BaseColumn implements Column {
  readonly kind = 'string';
  cells = new Uint32Array(64);
  readonly #strings: StringTable;
  /** A file's documents arrive together: the same customer again, most of the time. */
  #last = '';
  #lastNumber = 0;
  constructor(path: string, strings: StringTable) {
    super(path);
    this.#strings = strings;
  }
  set(row: number, value: unknown): void {
    if (row >= this.cells.length) this.reserve(row + 1);
    if (typeof value === 'string') {
      if (value === this.#last && this.#lastNumber !== 0 && this.#strings.isUsed(this.#lastNumber))
        this.#strings.retain(this.#lastNumber);
      else {
        this.#last = value;
        this.#lastNumber = this.#strings.take(value);
      }
      this.cells[row] = this.#lastNumber;
      return;
    }
    const state = stateOf(value);
    this.cells[row] = state;
    this.count(state, 1);
  }
  clear(row: number): void {
    const found = this.cells[row] ?? 0;
    if (found >= FIRST_STRING) this.#strings.release(found);
    else this.count(found, -1);
    this.cells[row] = cell.missing;
  }
  state(row: number): number {
    const found = this.cells[row] ?? 0;
    return found >= FIRST_STRING ? cell.regular : found;
  }
  value(row: number): unknown {
    const found = this.cells[row] ?? 0;
    if (found >= FIRST_STRING) return this.#strings.text(found);
    return found === cell.null ? null : undefined;
  }
  compare(a: number, b: number): number {
    const left = this.cells[a] ?? 0;
    const right = this.cells[b] ?? 0;
    if (left === right) return 0;
    return left < FIRST_STRING || right < FIRST_STRING ? left - right : this.#strings.compare(left, right);
  }
  comparer(value: string | number | boolean): (row: number) => number {
    const encoded = encode(String(value)).slice();
    // Knowing the number only saves comparing.
    const known = this.#strings.isReady ? this.#strings.find(String(value)) : 0;
    return (row) => {
      const found = this.cells[row] ?? 0;
      if (found < FIRST_STRING) return -1;
      return found === known ? 0 : this.#strings.compareTo(found, encoded);
    };
  }
  equals(value: string | number | boolean): ((row: number) => boolean) | null {
    const number = this.#strings.find(String(value));
    return number === 0 ? null : (row) => this.cells[row] === number;
  }
  /** What its cells hold for this text; `undefined`: no cell holds it. */
  numberOf(text: string): number | undefined {
    return this.#strings.find(text) || undefined;
  }
  reserve(rows: number): void {
    this.cells = roomU32(this.cells, rows);
  }
  save(from: number, to: number): Bytes {
    return pack(this.cells, from, to);
  }
  load(from: number, to: number, bytes: Uint8Array): void {
    this.reserve(to);
    unpack(bytes, this.cells, from, to);
  }
  /** Retains every string once for each cell; cells of unused rows are empty. */
  countUses(rows: number): void {
    for (let row = 0; row < rows; row += 1) {
      const found = this.cells[row] ?? 0;
      if (found >= FIRST_STRING) this.#strings.retain(found);
    }
  }
}

/** Whole numbers, and those with two decimals, as RxDB's times are; 0 stands for all others. */
const SCALES = [1, 100];

/** JSON has no infinities and no NaN: they stand for missing, null and other. */
export class NumberColumn extends BaseColumn implements Column {
  readonly kind = 'number';
  cells = new Float64Array(64);
  set(row: number, value: unknown): void {
    if (row >= this.cells.length) this.reserve(row + 1);
    if (typeof value === 'number' && Number.isFinite(value)) {
      this.cells[row] = value;
      return;
    }
    const state = stateOf(value);
    this.cells[row] = [-Infinity, Infinity, NaN][state] ?? NaN;
    this.count(state, 1);
  }
  clear(row: number): void {
    const state = this.state(row);
    if (state !== cell.regular) this.count(state, -1);
    this.cells[row] = 0;
  }
  state(row: number): number {
    const found = this.cells[row] ?? 0;
    if (Number.isFinite(found)) return cell.regular;
    if (Number.isNaN(found)) return cell.other;
    return found < 0 ? cell.missing : cell.null;
  }
  value(row: number): unknown {
    const found = this.cells[row] ?? 0;
    if (found === Infinity) return null;
    return found === -Infinity ? undefined : found;
  }
  compare(a: number, b: number): number {
    const left = this.cells[a] ?? 0;
    const right = this.cells[b] ?? 0;
    if (left === right) return 0;
    if (Number.isFinite(left) && Number.isFinite(right)) return left - right;
    return this.state(a) - this.state(b);
  }
  comparer(value: string | number | boolean): (row: number) => number {
    const bound = Number(value);
    return (row) => {
      const found = this.cells[row] ?? 0;
      return Number.isFinite(found) ? found - bound : -1;
    };
  }
  equals(value: string | number | boolean): (row: number) => boolean {
    return (row) => this.cells[row] === value;
  }
  reserve(rows: number): void {
    this.cells = roomF64(this.cells, rows);
  }
  save(from: number, to: number): Bytes {
    const scale = SCALES.find((wanted) => isExact(this.cells, from, to, wanted)) ?? 0;
    const packed = scale === 0 ? bytesOf(this.cells, from, to) : packNumbers(this.cells, from, to, scale);
    return concat([new Uint8Array([scale]), packed]);
  }
  load(from: number, to: number, bytes: Uint8Array): void {
    this.reserve(to);
    const scale = bytes[0] ?? 0;
    if (scale === 0) bytesOf(this.cells, from, to).set(bytes.subarray(1));
    else unpackNumbers(bytes.subarray(1), this.cells, from, to, scale);
  }
}

/** 0 missing, 1 null, 2 other, 3 false, 4 true. */
export class BooleanColumn extends BaseColumn implements Column {
  readonly kind = 'boolean';
  cells: Bytes = new Uint8Array(64);
  set(row: number, value: unknown): void {
    if (row >= this.cells.length) this.reserve(row + 1);
    if (typeof value === 'boolean') {
      this.cells[row] = value ? 4 : 3;
      return;
    }
    const state = stateOf(value);
    this.cells[row] = state;
    this.count(state, 1);
  }
  clear(row: number): void {
    const state = this.state(row);
    if (state !== cell.regular) this.count(state, -1);
    this.cells[row] = 3;
  }
  state(row: number): number {
    return Math.min(this.cells[row] ?? 0, cell.regular);
  }
  value(row: number): unknown {
    return [undefined, null, undefined, false, true][this.cells[row] ?? 0];
  }
  compare(a: number, b: number): number {
    return (this.cells[a] ?? 0) - (this.cells[b] ?? 0);
  }
  comparer(value: string | number | boolean): (row: number) => number {
    const bound = value === true ? 4 : 3;
    return (row) => (this.cells[row] ?? 0) - bound;
  }
  equals(value: string | number | boolean): (row: number) => boolean {
    const wanted = value === true ? 4 : 3;
    return (row) => this.cells[row] === wanted;
  }
  reserve(rows: number): void {
    this.cells = roomU8(this.cells, rows);
  }
  save(from: number, to: number): Bytes {
    return bytesOf(this.cells, from, to);
  }
  load(from: number, to: number, bytes: Uint8Array): void {
    this.reserve(to);
    bytesOf(this.cells, from, to).set(bytes);
  }
}

export type AnyColumn = StringColumn | NumberColumn | BooleanColumn;

export function createColumn(path: string, kind: Column['kind'], strings: StringTable): AnyColumn {
  if (kind === 'string') return new StringColumn(path, strings);
  return kind === 'number' ? new NumberColumn(path) : new BooleanColumn(path);
}

const OTHER = Symbol('other');

/** Reads a field by its path. Behind an array a path means each element: such a cell is `other`. */
export function fieldReader(path: string): (document: object) => unknown {
  const parts = path.split('.');
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return (document) => Reflect.get(document, only);
  return (document) => {
    let value: unknown = document;
    for (const part of parts) {
      if (typeof value !== 'object' || value === null) return undefined;
      if (Array.isArray(value)) return OTHER;
      value = Reflect.get(value, part);
    }
    return value;
  };
}
