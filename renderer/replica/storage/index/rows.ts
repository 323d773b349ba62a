import { type Bytes, bytesOf, roomU8, roomU32 } from '../bytes.ts';
import type { CollectionDefinition } from '../log/root.ts';
import { type AnyColumn, createColumn, fieldReader, StringColumn } from './columns.ts';
import { IntMap } from './int-map.ts';
import type { StringTable } from './strings.ts';

/** Rows per page of the snapshot: Chromium stores values of more than 64 KB as files of their own. */
export const ROW_PAGE = 1024;

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
  /** Id (as string number) → newest row, tombstones included. */
  readonly heads = new IntMap();
  readonly dirty = new Set<number>();
  block = new Uint32Array(64);
  /** Which entry of its block a version is. */
  entry = new Uint32Array(64);
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
    this.count += 1;
    this.block = roomU32(this.block, row + 1);
    this.entry = roomU32(this.entry, row + 1);
    this.#previous = roomU32(this.#previous, row + 1);
    this.#flags = roomU8(this.#flags, row + 1);
    for (const { column, read } of this.#fields) column.set(row, read(document));
    const id = this.id.cells[row] ?? 0;
    const before = this.heads.get(id);
    this.block[row] = block;
    this.entry[row] = entry;
    this.#previous[row] = before + 1;
    this.#flags[row] = flag.current | (Reflect.get(document, '_deleted') === true ? flag.deleted : 0);
    this.heads.set(id, row);
    this.#touch(row);
    if (before >= 0) this.#supersede(before);
    return before;
  }

  /** Takes a document out; its rows stay until their blocks go. @returns the row that was current, or -1 */
  purge(id: string): number {
    const number = this.#strings.find(id);
    const row = number === 0 ? -1 : this.heads.get(number);
    if (row < 0) return -1;
    this.heads.delete(number);
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
    if (this.isCurrent(row)) this.heads.delete(this.id.cells[row] ?? 0);
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

  find(id: string): number {
    const number = this.#strings.find(id);
    return number === 0 ? -1 : this.heads.get(number);
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

  /** One page of the snapshot, as parts of fixed sizes. */
  page(page: number): Bytes[] {
    const from = page * ROW_PAGE;
    const to = Math.min(from + ROW_PAGE, this.count);
    return [
      bytesOf(this.block, from, to),
      bytesOf(this.entry, from, to),
      bytesOf(this.#previous, from, to),
      bytesOf(this.#flags, from, to),
      ...this.columns.map((column) => column.save(from, to)),
    ];
  }

  loadPage(page: number, rows: number, parts: readonly Uint8Array[]): void {
    const from = page * ROW_PAGE;
    const to = from + rows;
    this.count = Math.max(this.count, to);
    this.block = roomU32(this.block, to);
    this.entry = roomU32(this.entry, to);
    this.#previous = roomU32(this.#previous, to);
    this.#flags = roomU8(this.#flags, to);
    const [block, entry, previous, flags, ...cells] = parts;
    if (!block || !entry || !previous || !flags) throw new RangeError('short');
    bytesOf(this.block, from, to).set(block);
    bytesOf(this.entry, from, to).set(entry);
    bytesOf(this.#previous, from, to).set(previous);
    bytesOf(this.#flags, from, to).set(flags);
    for (const [index, column] of this.columns.entries()) {
      const part = cells[index];
      if (part === undefined) throw new RangeError('short');
      column.load(from, to, part);
    }
  }

  /** After all pages: what is worked out from them instead of stored. */
  loaded(): void {
    const unused = (row: number) => this.isUnused(row);
    for (const column of this.columns) column.recount(this.count, unused);
    this.heads.clear();
    this.heads.reserve(this.count);
    this.unused = 0;
    for (let row = 0; row < this.count; row += 1) {
      if (this.isCurrent(row)) this.heads.set(this.id.cells[row] ?? 0, row);
      else if (this.isUnused(row)) this.unused += 1;
    }
    this.dirty.clear();
  }
}
