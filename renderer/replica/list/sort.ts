import type { CustomerListQuery, CustomerSort } from '../api/customer-list.ts';
import { NONE } from '../search/codes.ts';
import { queryOf } from '../search/query.ts';
import type { Searcher } from '../search/searcher.ts';
import type { CustomerTable } from './customer-table.ts';
import { matcherOf } from './filter.ts';
import type { NameOrder } from './name-order.ts';
import { remembering } from './remembering.ts';
import type { Words } from './words.ts';

/** Rows are fewer than this: several numbers share one double. */
const ROWS = 2 ** 24;

/** What lists are sorted by, worked out once for each state of the table. */
export interface ListOrder {
  /** The filtered list in order. Equals stand by name, then by id: rows never swap places by themselves. */
  list(query: CustomerListQuery): Uint32Array;
}

export function createListOrder(table: CustomerTable, names: NameOrder, searcher: Searcher): ListOrder {
  let version = -1;
  let byName = new Uint32Array(0);
  let places = new Uint32Array(0);

  // Other filters, groups and directions of the same order: only what is found is put in its place.
  const ranked = remembering(
    2,
    () => table.version,
    (sort: Exclude<CustomerSort, 'name'>) => ranksOf(byName, keysOf(table, sort), table.end),
  );

  /** All rows by name, then id, and the place of each in that list. */
  function refresh(): void {
    if (version === table.index.version) return;
    version = table.index.version;
    const { rows } = table.index.names;
    const keys = new Float64Array(table.size);
    let count = 0;
    for (let row = 0; row < table.end; row += 1)
      if (table.idOf(row) !== undefined) keys[count++] = names.rank(rows.of(row)) * ROWS + row;
    keys.sort();
    byName = Uint32Array.from(keys, (key) => key % ROWS);
    sortNamesakes(
      byName,
      (row) => rows.of(row),
      (row) => table.idOf(row) ?? '',
    );
    places = new Uint32Array(table.end);
    for (let place = 0; place < byName.length; place += 1) places[byName[place] ?? 0] = place;
  }

  return {
    list(query) {
      refresh();
      const matches = matcherOf(table, query);
      const text = queryOf(query.text ?? '');
      const ranks = text === null ? undefined : searcher.find(text).ranks;
      const found = byName.filter((row) => (ranks === undefined || ranks[row] !== NONE) && matches(row));
      if (query.sort === 'name')
        return query.descending ? descending(found, (row) => rowsOf(table, row)) : found;
      return sortBy(found, ranked(query.sort), query.descending, places, byName);
    },
  };
}

const rowsOf = (table: CustomerTable, row: number) => table.index.names.rows.of(row);

/** A number to sort by; NaN where there is none. */
function keysOf(table: CustomerTable, sort: Exclude<CustomerSort, 'name'>): (row: number) => number {
  switch (sort) {
    case 'grade':
      return (row) => table.grade[row] ?? 0;
    case 'lifecycle':
      return (row) => table.lifecycle[row] ?? 0;
    case 'openedOn': {
      const order = table.days.order();
      return (row) => order[table.openedOn[row] ?? 0] ?? 0;
    }
    case 'assets':
      return (row) => table.assets[row] ?? 0;
    case 'lastContactAt':
      return (row) => table.contact[row] || Number.NaN;
    case 'liabilities':
      return (row) => table.files.liabilities[row] ?? 0;
    case 'elsewhere':
      return (row) =>
        table.files.elsewhereCurrency[row] === 0 ? Number.NaN : (table.files.elsewhere[row] ?? 0);
    case 'nextDue':
      return (row) => table.files.nextDue(row) || Number.NaN;
    case 'maturity':
      return (row) => table.files.maturity[row] || Number.NaN;
    case 'openTasks':
      return (row) => table.files.openTasks[row] ?? 0;
    case 'birthDate':
      return (row) => table.files.birth[row] || Number.NaN;
    case 'birthday':
      return (row) => (table.files.birth[row] ?? 0) % 10_000 || Number.NaN;
    case 'trade':
      return byWord(table.files.trades, table.files.trade);
    case 'city':
      return byWord(table.files.cities, table.files.city);
    case 'source':
      return byWord(table.files.sources, table.files.source);
    case 'customerNo': {
      const { customerNo } = table.index;
      const sorted = Array.from({ length: table.end }, (_, row) => row).sort((a, b) =>
        customerNo.compare(a, b),
      );
      const order = new Uint32Array(table.end);
      let place = 0;
      for (const [index, row] of sorted.entries()) {
        if (index > 0 && customerNo.compare(sorted[index - 1] ?? 0, row) !== 0) place = index;
        order[row] = place;
      }
      return (row) => order[row] ?? 0;
    }
  }
}

function byWord(words: Words, column: Uint32Array): (row: number) => number {
  const order = words.order();
  return (row) => {
    const word = column[row] ?? 0;
    return word === 0 ? Number.NaN : (order[word] ?? 0);
  };
}

interface Ranks {
  /** By row: the place of its key among the distinct keys; that after the last for none. */
  ranks: Uint32Array;
  distinct: number;
}

function ranksOf(rows: Uint32Array, keyOf: (row: number) => number, end: number): Ranks {
  const keys = Float64Array.from(rows, keyOf);
  const values = keys.slice().sort();
  const distinct = values.filter((value, index) => !Number.isNaN(value) && value !== values[index - 1]);
  const ranks = new Uint32Array(end);
  for (const [index, row] of rows.entries()) {
    const key = keys[index] ?? Number.NaN;
    ranks[row] = Number.isNaN(key) ? distinct.length : placeOf(distinct, key);
  }
  return { ranks, distinct: distinct.length };
}

/** What is absent stands last in both directions. Numbers only are sorted, without a comparison in JavaScript. */
function sortBy(
  rows: Uint32Array,
  { ranks, distinct }: Ranks,
  isDescending: boolean,
  places: Uint32Array,
  byName: Uint32Array,
): Uint32Array {
  const keys = Float64Array.from(rows, (row) => {
    const rank = ranks[row] ?? distinct;
    const turned = isDescending && rank < distinct ? distinct - 1 - rank : rank;
    return turned * ROWS + (places[row] ?? 0);
  }).sort();
  return Uint32Array.from(keys, (key) => byName[key % ROWS] ?? 0);
}

function placeOf(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Namesakes stand by their ids. */
function sortNamesakes(
  rows: Uint32Array,
  nameOf: (row: number) => number,
  idOf: (row: number) => string,
): void {
  for (let from = 0; from < rows.length; ) {
    let to = from + 1;
    while (to < rows.length && nameOf(rows[to] ?? 0) === nameOf(rows[from] ?? 0)) to += 1;
    if (to - from > 1) rows.subarray(from, to).sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
    from = to;
  }
}

/** Turned round, but namesakes still by their ids. */
function descending(rows: Uint32Array, nameOf: (row: number) => number): Uint32Array {
  const turned = rows.slice().reverse();
  for (let from = 0; from < turned.length; ) {
    let to = from + 1;
    while (to < turned.length && nameOf(turned[to] ?? 0) === nameOf(turned[from] ?? 0)) to += 1;
    turned.subarray(from, to).reverse();
    from = to;
  }
  return turned;
}
