import { dateOfDay } from '#shared/domain/day-number.ts';
import { customerKind, grade, lifecycle } from '#shared/model/customer.ts';
import type { CustomerRow } from '../api/customer-list.ts';
import { SearchIndex } from '../search/search-index.ts';
import { roomF64, roomU8, roomU32 } from '../storage/bytes.ts';
import { FileColumns } from './file-columns.ts';
import type { Assets, FileSummary, ListedCustomer } from './rows.ts';
import { Words } from './words.ts';

/** Options of an enum, by number. */
export const kinds = customerKind.options;
export const grades = grade.options;
export const lifecycles = lifecycle.options;

/**
 * All customers of this replica: one row each, in typed arrays, which take a fifth of the memory of objects and are
 * sorted and filtered without touching a string. A row that was given up is used again.
 */
export class CustomerTable {
  readonly index = new SearchIndex();
  readonly files = new FileColumns();
  readonly branches = new Words();
  readonly managers = new Words();
  readonly days = new Words();
  readonly currencies = new Words();
  kind = new Uint8Array(64);
  grade = new Uint8Array(64);
  lifecycle = new Uint8Array(64);
  branch = new Uint32Array(64);
  manager = new Uint32Array(64);
  openedOn = new Uint32Array(64);
  currency = new Uint32Array(64);
  /** Minor units. */
  assets = new Float64Array(64);
  /** Of the figures, see {@link Assets}; 0: there are none. */
  month = new Uint32Array(64);
  /** Milliseconds since 1970 of the last contact; 0: none. */
  contact = new Float64Array(64);
  /** Rows are below it; some may be free. */
  end = 0;
  /** Grows with every change. */
  version = 0;
  readonly #ids: (string | undefined)[] = [];
  readonly #rows = new Map<string, number>();
  #free: number[] = [];
  /** Mobile numbers that are not digits alone, as they are written. */
  readonly #mobiles = new Map<number, string>();
  readonly #onTouch: (row: number) => void;

  /** `onTouch` is told of every row whose content changed or went. */
  constructor(onTouch: (row: number) => void = () => undefined) {
    this.#onTouch = onTouch;
  }

  get size(): number {
    return this.#rows.size;
  }

  find(id: string): number | undefined {
    return this.#rows.get(id);
  }

  idOf(row: number): string | undefined {
    return this.#ids[row];
  }

  ids(): Iterable<string> {
    return this.#rows.keys();
  }

  /** Puts a customer into its row. A new one goes to the row it was `saved` in, unless somebody else is there. */
  put(customer: ListedCustomer, saved?: { row: number; reading: string }): number {
    const row = this.#rows.get(customer.id) ?? this.#newRow(customer.id, saved?.row);
    this.kind[row] = kinds.indexOf(customer.kind);
    this.grade[row] = grades.indexOf(customer.grade);
    this.lifecycle[row] = lifecycles.indexOf(customer.lifecycle);
    this.branch[row] = this.branches.take(customer.branchId);
    this.manager[row] = this.managers.take(customer.managerId);
    this.openedOn[row] = this.days.take(customer.openedOn);
    if (customer.mobile === undefined || /^[0-9]+$/.test(customer.mobile)) this.#mobiles.delete(row);
    else this.#mobiles.set(row, customer.mobile);
    this.index.put(row, customer, saved?.reading);
    this.files.put(row, customer);
    this.#touch(row);
    return row;
  }

  /** False where the row has later figures. */
  putAssets(row: number, { month, minor, liabilities, currency }: Assets): boolean {
    if (month < (this.month[row] ?? 0)) return false;
    this.month[row] = month;
    this.assets[row] = minor;
    this.files.liabilities[row] = liabilities;
    this.currency[row] = this.currencies.take(currency);
    this.#touch(row);
    return true;
  }

  putContact(row: number, at: number): boolean {
    if (!(at > (this.contact[row] ?? 0))) return false;
    this.contact[row] = at;
    this.#touch(row);
    return true;
  }

  putSummary(row: number, summary: FileSummary): void {
    this.files.summarise(row, summary);
    this.#touch(row);
  }

  remove(id: string): boolean {
    const row = this.#rows.get(id);
    if (row === undefined) return false;
    this.#rows.delete(id);
    this.#ids[row] = undefined;
    this.#mobiles.delete(row);
    for (const column of this.#columns()) column[row] = 0;
    this.index.remove(row);
    this.files.remove(row);
    this.#free.push(row);
    this.#touch(row);
    return true;
  }

  name(row: number): string {
    return this.index.names.text(this.index.names.rows.of(row));
  }

  mobile(row: number): string | undefined {
    const digits = this.index.phones[0]?.text(row) ?? '';
    return this.#mobiles.get(row) ?? (digits === '' ? undefined : digits);
  }

  employer(row: number): string | undefined {
    const number = this.index.employers.rows.of(row);
    return number < 0 ? undefined : this.index.employers.text(number);
  }

  /** What the list shows of a row in use. */
  row(row: number, fallbackCurrency: string): CustomerRow {
    const mobile = this.mobile(row);
    const managerId = this.managers.text(this.manager[row] ?? 0);
    const contact = this.contact[row] ?? 0;
    const { files } = this;
    const due = files.nextDue(row);
    const matures = files.maturity[row] ?? 0;
    return {
      id: this.#ids[row] ?? '',
      customerNo: this.index.customerNo.text(row),
      name: this.name(row),
      kind: kinds[this.kind[row] ?? 0] ?? 'retail',
      grade: grades[this.grade[row] ?? 0] ?? 'standard',
      lifecycle: lifecycles[this.lifecycle[row] ?? 0] ?? 'active',
      ...(mobile === undefined ? {} : { mobile }),
      ...(managerId === undefined ? {} : { managerId }),
      branchId: this.branches.text(this.branch[row] ?? 0) ?? '',
      openedOn: this.days.text(this.openedOn[row] ?? 0) ?? '',
      assets: this.assets[row] ?? 0,
      currency: this.currencies.text(this.currency[row] ?? 0) ?? fallbackCurrency,
      ...(contact === 0 ? {} : { lastContactAt: new Date(contact).toISOString() }),
      ...optional('liabilities', files.liabilities[row] || undefined),
      ...optional('openTasks', files.openTasks[row] || undefined),
      ...optional('tags', listOf(files.tagsOf(row))),
      ...optional('elsewhere', listOf(files.elsewhereOf(row))),
      ...optional('trade', files.trades.text(files.trade[row] ?? 0)),
      ...optional('city', files.cities.text(files.city[row] ?? 0)),
      ...optional('source', files.sources.text(files.source[row] ?? 0)),
      ...optional('birthDate', files.birthDateOf(row)),
      ...(files.lunar[row] === 1 ? { lunarBirthday: true } : {}),
      ...(due === 0
        ? {}
        : { nextDueOn: dateOfDay(due), nextDue: due === matures ? 'maturity' : 'instalment' }),
      ...(matures === 0 ? {} : { maturesOn: dateOfDay(matures) }),
      ...(files.problem[row] === 1 ? { problem: true } : {}),
    };
  }

  #touch(row: number): void {
    this.version += 1;
    this.#onTouch(row);
  }

  #newRow(id: string, place: number | undefined): number {
    const isFree = place !== undefined && (place >= this.end || this.#ids[place] === undefined);
    const row = isFree ? place : (this.#free.pop() ?? this.end);
    if (isFree) this.#free = this.#free.filter((free) => free !== place);
    for (let skipped = this.end; skipped < row; skipped += 1) this.#free.push(skipped);
    this.end = Math.max(this.end, row + 1);
    this.#ids[row] = id;
    this.#rows.set(id, row);
    this.#grow();
    return row;
  }

  #grow(): void {
    this.files.grow(this.end);
    if (this.end <= this.contact.length) return;
    this.kind = roomU8(this.kind, this.end);
    this.grade = roomU8(this.grade, this.end);
    this.lifecycle = roomU8(this.lifecycle, this.end);
    this.branch = roomU32(this.branch, this.end);
    this.manager = roomU32(this.manager, this.end);
    this.openedOn = roomU32(this.openedOn, this.end);
    this.currency = roomU32(this.currency, this.end);
    this.assets = roomF64(this.assets, this.end);
    this.month = roomU32(this.month, this.end);
    this.contact = roomF64(this.contact, this.end);
  }

  #columns() {
    return [
      this.kind,
      this.grade,
      this.lifecycle,
      this.branch,
      this.manager,
      this.openedOn,
      this.currency,
      this.assets,
      this.month,
      this.contact,
    ];
  }
}

/** The field where there is something to say. */
function optional<K extends string, V>(name: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [name]: value } as Record<K, V>);
}

const listOf = <T>(values: readonly T[]): readonly T[] | undefined =>
  values.length === 0 ? undefined : values;
