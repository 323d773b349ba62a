import type { Money } from '#shared/model/primitives.ts';
import { roomF64, roomU8, roomU16, roomU32 } from '../storage/bytes.ts';
import { cityOf } from './city.ts';
import type { FileSummary, ListedCustomer } from './rows.ts';
import { Words } from './words.ts';

const { compare } = new Intl.Collator('zh-CN');

/**
 * What the list knows of each customer's file beyond who it is: 48 bytes a customer in typed arrays, and each distinct
 * set of tags, trade, town and source once.
 */
export class FileColumns {
  /** Whole sets of tags as JSON: most customers share theirs with others. */
  readonly tagSets = new Words();
  /** The industry of a company, the occupation of a person. */
  readonly trades = new Words(compare);
  readonly cities = new Words(compare);
  readonly sources = new Words(compare);
  readonly currencies = new Words();
  tags = new Uint32Array(64);
  trade = new Uint32Array(64);
  city = new Uint32Array(64);
  source = new Uint32Array(64);
  /** The day of birth as the number 19890704; 0: unknown. */
  birth = new Uint32Array(64);
  /** 1: the birthday is kept by the lunar calendar. */
  lunar = new Uint8Array(64);
  /** Of the last month-end, minor units in the currency of the assets. */
  liabilities = new Float64Array(64);
  /** Assets at other banks, minor units of {@link elsewhereCurrency}; of those in several currencies the largest. */
  elsewhere = new Float64Array(64);
  elsewhereCurrency = new Uint8Array(64);
  /** Days since 1970 of what falls due next; 0: nothing. */
  maturity = new Uint16Array(64);
  instalment = new Uint16Array(64);
  openTasks = new Uint16Array(64);
  /** 1: something owed is overdue or in default. */
  problem = new Uint8Array(64);
  /** Assets elsewhere in more than one currency, which few have. */
  readonly #mixed = new Map<number, readonly Money[]>();
  readonly #sets = new Map<number, readonly string[]>();

  put(row: number, customer: ListedCustomer): void {
    const { tags, address } = customer;
    this.tags[row] = this.tagSets.take(
      tags === undefined || tags.length === 0 ? undefined : JSON.stringify(tags),
    );
    this.trade[row] = this.trades.take(customer.industry ?? customer.occupation);
    this.city[row] = this.cities.take(address === undefined ? undefined : cityOf(address));
    this.source[row] = this.sources.take(customer.source);
    this.birth[row] = Number(customer.birthDate?.replaceAll('-', '') ?? 0) || 0;
    this.lunar[row] = customer.birthdayCalendar === 'lunar' ? 1 : 0;
  }

  summarise(row: number, summary: FileSummary): void {
    const [largest] = summary.elsewhere;
    this.elsewhere[row] = largest?.minor ?? 0;
    this.elsewhereCurrency[row] = this.currencies.take(largest?.currency);
    if (summary.elsewhere.length > 1) this.#mixed.set(row, summary.elsewhere);
    else this.#mixed.delete(row);
    this.maturity[row] = summary.maturity;
    this.instalment[row] = summary.instalment;
    this.openTasks[row] = summary.openTasks;
    this.problem[row] = summary.problem ? 1 : 0;
  }

  summary(row: number): FileSummary {
    return {
      elsewhere: this.elsewhereOf(row),
      maturity: this.maturity[row] ?? 0,
      instalment: this.instalment[row] ?? 0,
      openTasks: this.openTasks[row] ?? 0,
      problem: this.problem[row] === 1,
    };
  }

  elsewhereOf(row: number): readonly Money[] {
    const mixed = this.#mixed.get(row);
    if (mixed !== undefined) return mixed;
    const currency = this.currencies.text(this.elsewhereCurrency[row] ?? 0);
    return currency === undefined ? [] : [{ minor: this.elsewhere[row] ?? 0, currency }];
  }

  /** The next of maturity and instalment, days since 1970; 0: nothing falls due. */
  nextDue(row: number): number {
    const maturity = this.maturity[row] ?? 0;
    const instalment = this.instalment[row] ?? 0;
    return maturity === 0 || instalment === 0 ? maturity + instalment : Math.min(maturity, instalment);
  }

  birthDateOf(row: number): string | undefined {
    const number = this.birth[row] ?? 0;
    if (number === 0) return undefined;
    const digits = String(number).padStart(8, '0');
    return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  }

  tagsOf(row: number): readonly string[] {
    return this.tagsIn(this.tags[row] ?? 0);
  }

  /** The tags of a set. */
  tagsIn(set: number): readonly string[] {
    const known = this.#sets.get(set);
    if (known !== undefined) return known;
    const text = this.tagSets.text(set);
    const tags = text === undefined ? [] : (JSON.parse(text) as string[]);
    this.#sets.set(set, tags);
    return tags;
  }

  remove(row: number): void {
    this.#mixed.delete(row);
    for (const column of this.#columns()) column[row] = 0;
  }

  grow(end: number): void {
    if (end <= this.problem.length) return;
    this.tags = roomU32(this.tags, end);
    this.trade = roomU32(this.trade, end);
    this.city = roomU32(this.city, end);
    this.source = roomU32(this.source, end);
    this.birth = roomU32(this.birth, end);
    this.lunar = roomU8(this.lunar, end);
    this.liabilities = roomF64(this.liabilities, end);
    this.elsewhere = roomF64(this.elsewhere, end);
    this.elsewhereCurrency = roomU8(this.elsewhereCurrency, end);
    this.maturity = roomU16(this.maturity, end);
    this.instalment = roomU16(this.instalment, end);
    this.openTasks = roomU16(this.openTasks, end);
    this.problem = roomU8(this.problem, end);
  }

  #columns() {
    return [
      this.tags,
      this.trade,
      this.city,
      this.source,
      this.birth,
      this.lunar,
      this.liabilities,
      this.elsewhere,
      this.elsewhereCurrency,
      this.maturity,
      this.instalment,
      this.openTasks,
      this.problem,
    ];
  }
}
