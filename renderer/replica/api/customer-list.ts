import type { Documents } from '#shared/model/collections.ts';
import type { Money } from '#shared/model/primitives.ts';

/** The columns of the customer list: all that sorting and filtering need, kept in the worker's memory. */
export interface CustomerRow {
  id: string;
  customerNo: string;
  name: string;
  kind: Documents['customers']['kind'];
  grade: Documents['customers']['grade'];
  lifecycle: Documents['customers']['lifecycle'];
  mobile?: string;
  managerId?: string;
  branchId: string;
  openedOn: string;
  /** Of the last month-end snapshot, minor units of `currency`. */
  assets: number;
  currency: string;
  lastContactAt?: string;
  /** Of the same month-end and in the same currency as the assets; absent for none, as open tasks. */
  liabilities?: number;
  openTasks?: number;
  tags?: readonly string[];
  /** Assets at other banks, a sum per currency. */
  elsewhere?: readonly Money[];
  /** A company's industry, a person's occupation. */
  trade?: string;
  /** The town of the address. */
  city?: string;
  /** How they came to the bank. */
  source?: string;
  birthDate?: string;
  lunarBirthday?: boolean;
  /** The next maturity or instalment. */
  nextDueOn?: string;
  nextDue?: 'maturity' | 'instalment';
  /** The next maturity, whatever falls due before it. */
  maturesOn?: string;
  /** Something owed is overdue or in default. */
  problem?: boolean;
}

export type CustomerSort =
  | 'name'
  | 'customerNo'
  | 'grade'
  | 'lifecycle'
  | 'openedOn'
  | 'assets'
  | 'lastContactAt'
  | 'liabilities'
  | 'elsewhere'
  | 'nextDue'
  | 'maturity'
  | 'openTasks'
  | 'birthDate'
  | 'birthday'
  | 'trade'
  | 'city'
  | 'source';

export type CustomerGroupBy =
  | 'grade'
  | 'lifecycle'
  | 'kind'
  | 'manager'
  | 'branch'
  | 'tag'
  | 'source'
  | 'lastContact';

export interface CustomerListQuery {
  /** Chinese name, full pinyin, initials, customer number, ID or phone tail. */
  text?: string;
  kind?: CustomerRow['kind'];
  /** One of these; as with tags and sources. */
  grades?: readonly CustomerRow['grade'][];
  lifecycles?: readonly CustomerRow['lifecycle'][];
  managerId?: string;
  tags?: readonly string[];
  sources?: readonly string[];
  /** Minor units, both ends included. */
  assets?: { from?: number | undefined; to?: number | undefined };
  /** Nobody has met them since this moment, or ever. */
  contactBefore?: string;
  /** Something matures from one day to the other. */
  maturing?: { from: string; to: string };
  /** 1 to 12. Lunar birthdays: those that fall in that month of {@link today}'s year. */
  birthMonth?: number;
  problem?: true;
  sort: CustomerSort;
  descending: boolean;
  group?: CustomerGroupBy;
  /** Keys of groups of which only the header stands in the list. */
  collapsed?: readonly string[];
  /** By which the age of contacts is grouped, and lunar birthdays are found. */
  today?: string;
}

/** A number of customers and what they have, a sum for each currency. */
export interface CustomerSums {
  count: number;
  assets: Money[];
  liabilities: Money[];
}

/** The header of a group. Its key is a value of the field, `''` where the customers have none. */
export interface CustomerGroup extends CustomerSums {
  key: string;
  collapsed: boolean;
  /** The line of the list that it stands in. */
  line: number;
}

export interface CustomerWindow {
  /** Customers that match, and all there are. */
  matching: number;
  total: number;
  from: number;
  /** Lines of the list: customers, and headers where it is grouped. One with several tags stands in several groups. */
  lines: number;
  /** Headers within the window, and that of the group which the window begins in. The rows stand in the other lines. */
  groups: CustomerGroup[];
  rows: CustomerRow[];
  /** Of all that match. */
  sums: CustomerSums;
}

/** Customers by name, or all that match but some. */
export type CustomerSelection =
  | { readonly kind: 'some'; readonly ids: readonly string[] }
  | { readonly kind: 'all'; readonly except: readonly string[] };

/** Whom the list has before and after a customer. */
export interface CustomerNeighbours {
  previous?: string;
  next?: string;
  /** From 1; absent when the customer is not, or no longer, in the list. */
  position?: number;
  matching: number;
}

/** Fields whose texts in use a filter offers. */
export type CountedField = 'tags' | 'source';

export interface TextCount {
  text: string;
  count: number;
}

/** What of a customer was hit by what was typed, for highlighting. */
export interface SearchHit {
  row: CustomerRow;
  matched: 'name' | 'pinyin' | 'initials' | 'customerNo' | 'idNumber' | 'phone' | 'employer' | 'address';
  /**
   * The part that was hit: of the name also for `pinyin` and `initials`, of the digits for `phone`, of `text` for
   * `employer` and `address`.
   */
  range?: [start: number, end: number];
  /** The employer or address that was hit. */
  text?: string;
}
