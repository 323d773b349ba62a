import { type Bytes, bytesOf, roomU8, roomU32 } from '../bytes.ts';
import type { CollectionDefinition } from '../log/root.ts';
import { type AnyColumn, createColumn, fieldReader, StringColumn } from './columns.ts';
import { IntMap } from './int-map.ts';
import { pack, unpack } from './packing.ts';
import type { StringTable } from './strings.ts';

/** Rows per page of the snapshot: Chromium stores values of more than 64 KB as files of their own. */
export const ROW_PAGE = 2048;

/** In so few rows searching beats what looking up would have to prepare. */
const FEW = 512;

const flag = { current: 1, deleted: 2, unused: 4 } as const;

/**
 * One row for every version of a document that some block still holds. A new version gets a new row, so that the
 * cells under a sorted index never change; older rows of the document hang behind it by `previous`, because to
 * erase a document all blocks with any version of it have to go.
 */
export class RowStore {
  count = 0;
  readonly columns: AnyColumn[];
  readonly byPath: Map<string, AnyColumn>;
  readonly id: StringColumn;
  readonly owner: StringColumn | undefined;
  readonly dirty = new Set<number>();
  block = new Uint32Array(64);
  /** Which entry of its block a version is. */
  entry = new Uint32Array(64);
  /** Id (as string number) → newest row, tombstones included. After a start it is made when first needed. */
  #heads: IntMap | undefined = new IntMap();
  #previous = new Uint32Array(64);
  #flags: Bytes = new Uint8Array(64);
  readonly #strings: StringTable;
  readonly #fields: { column: AnyColumn; read: (document: object) => unknown }[];
  unused = 0;
  /** Grows with every released row: sorted indexes then have to let go of it. */
  releases = 0;

  constructor(definition: CollectionDefinition, strings: StringTable) {
    this.#strings = strings;
    this.columns = definition.columns.map(({ path, kind }) => createColumn(path, kind, strings));
    this.byPath = new Map(this.columns.map((column) => [column.path, column]));
    this.#fields = this.columns.map((column) => ({ column, read: fieldReader(column.path) }));
    const id = this.byPath.get(definition.primaryPath);
    if (!(id instanceof StringColumn)) throw new TypeError('the primary key must be a string column');
    this.id = id;
    const owner = definition.ownerPath === undefined ? undefined : this.byPath.get(definition.ownerPath);
    this.owner = owner instanceof StringColumn ? owner : undefined;
  }

  /** @returns the superseded row, or -1 */
  put(document: object, block: number, entry: number): number {
    const row = this.count;
    const heads = this.#ensureHeads();
    this.count += 1;
    if (row >= this.block.length) this.reserve(row + 1);
    for (const { column, read } of this.#fields) column.set(row, read(document));
    const id = this.id.cells[row] ?? 0;
    const before = heads.get(id);
    this.block[row] = block;
    this.entry[row] = entry;
    this.#previous[row] = before + 1;
    this.#flags[row] = flag.current | (Reflect.get(document, '_deleted') === true ? flag.deleted : 0);
    heads.set(id, row);
    this.#touch(row);
    if (before >= 0) this.#supersede(before);
    return before;
  }

  /** Takes a document out; its rows stay until their blocks go. @returns the row that was current, or -1 */
  purge(id: string): number {
    const row = this.find(id);
    if (row < 0) return -1;
    this.#ensureHeads().delete(this.id.cells[row] ?? 0);
    this.#supersede(row);
    return row;
  }

  #supersede(row: number): void {
    this.#flags[row] = (this.#flags[row] ?? 0) & ~flag.current;
    this.#touch(row);
  }

  /** Forgets a row whose block is gone. */
  release(row: number): void {
    if (this.isUnused(row)) return;
    if (this.isCurrent(row)) this.#ensureHeads().delete(this.id.cells[row] ?? 0);
    for (const column of this.columns) column.clear(row);
    this.#flags[row] = flag.unused;
    this.block[row] = 0;
    this.unused += 1;
    this.releases += 1;
    this.#touch(row);
  }

  move(row: number, block: number, entry: number): void {
    this.block[row] = block;
    this.entry[row] = entry;
    this.#touch(row);
  }

  /** The current row of a document, or -1. */
  find(id: string): number {
    if (this.count <= FEW && (this.#heads === undefined || !this.#strings.isReady)) return this.#search(id);
    const number = this.#strings.find(id);
    return number === 0 ? -1 : this.#ensureHeads().get(number);
  }

  /** Looks at each row: at a start the few documents RxDB asks for must not cost the preparation of everything. */
  #search(id: string): number {
    const compare = this.id.comparer(id);
    for (let row = this.count - 1; row >= 0; row -= 1)
      if (this.isCurrent(row) && compare(row) === 0) return row;
    return -1;
  }

  #ensureHeads(): IntMap {
    if (this.#heads !== undefined) return this.#heads;
    const heads = new IntMap();
    this.#heads = heads;
    heads.reserve(this.count);
    for (let row = 0; row < this.count; row += 1)
      if (this.isCurrent(row)) heads.set(this.id.cells[row] ?? 0, row);
    return heads;
  }

  isCurrent(row: number): boolean {
    return ((this.#flags[row] ?? 0) & flag.current) !== 0;
  }
  isDeleted(row: number): boolean {
    return ((this.#flags[row] ?? 0) & flag.deleted) !== 0;
  }
  isUnused(row: number): boolean {
    return ((this.#flags[row] ?? 0) & flag.unused) !== 0;
  }

  idOf(row: number): string {
    return String(this.id.value(row) ?? '');
  }

  /** All rows of the document whose current row this is, newest first. */
  *versions(row: number): Generator<number> {
    const id = this.id.cells[row];
    for (let at = row; at >= 0; at = (this.#previous[at] ?? 0) - 1) {
      if (this.isUnused(at) || this.id.cells[at] !== id) return;
      yield at;
    }
  }

  *currentRows(): Generator<number> {
    for (let row = 0; row < this.count; row += 1) if (this.isCurrent(row)) yield row;
  }

  #touch(row: number): void {
    this.dirty.add(Math.floor(row / ROW_PAGE));
  }

  /** One page of the snapshot, by column. */
  page(page: number): Bytes[] {
    const from = page * ROW_PAGE;
    const to = Math.min(from + ROW_PAGE, this.count);
    return [
      pack(this.block, from, to),
      pack(this.entry, from, to),
      pack(this.#previous, from, to),
      bytesOf(this.#flags, from, to),
      ...this.columns.map((column) => column.save(from, to)),
    ];
  }

  reserve(rows: number): void {
    this.block = roomU32(this.block, rows);
    this.entry = roomU32(this.entry, rows);
    this.#previous = roomU32(this.#previous, rows);
    this.#flags = roomU8(this.#flags, rows);
    for (const column of this.columns) column.reserve(rows);
  }

  loadPage(page: number, rows: number, parts: readonly Uint8Array[]): void {
    const from = page * ROW_PAGE;
    const to = from + rows;
    this.count = Math.max(this.count, to);
    if (to > this.block.length) this.reserve(to);
    const [block, entry, previous, flags, ...cells] = parts;
    if (!block || !entry || !previous || !flags) throw new RangeError('short');
    unpack(block, this.block, from, to);
    unpack(entry, this.entry, from, to);
    unpack(previous, this.#previous, from, to);
    bytesOf(this.#flags, from, to).set(flags);
    for (const [index, column] of this.columns.entries()) {
      const part = cells[index];
      if (part === undefined) throw new RangeError('short');
      column.load(from, to, part);
    }
  }

  /** What the snapshot says of all rows together: unused ones, then irregular and opaque cells by column. */
  get totals(): number[] {
    return [this.unused, ...this.columns.flatMap(({ irregular, opaque }) => [irregular, opaque])];
  }

  /** After all pages. */
  loaded([unused = 0, ...cells]: readonly number[]): void {
    this.#heads = undefined;
    this.unused = unused;
    for (const [index, column] of this.columns.entries()) {
      column.irregular = cells[index * 2] ?? 0;
      column.opaque = cells[index * 2 + 1] ?? 0;
    }
    this.dirty.clear();
  }

  countUses(): void {
    for (const column of this.columns) if (column instanceof StringColumn) column.countUses(this.count);
  }
}
