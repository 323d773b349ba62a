import type { CustomerListQuery, CustomerRow, SearchHit } from '../api.ts';
import { search } from '../search/search.ts';
import { Searcher } from '../search/searcher.ts';
import type { CustomerTable } from './customer-table.ts';
import { NameOrder } from './name-order.ts';
import { createListOrder } from './sort.ts';

/** Milliseconds in which one contact is as recent as another, and the grade decides. */
const RECENT = 30 * 86_400_000;

/** What screens ask of the customers in memory. */
export interface Lookup {
  /** The filtered list in order, as numbers for {@link row}. */
  list(query: CustomerListQuery): Uint32Array;
  row(number: number): CustomerRow;
  /** The best hits, best first. */
  search(text: string, limit: number): SearchHit[];
}

export function createLookup(table: CustomerTable, fallbackCurrency: () => string): Lookup {
  const { index } = table;
  const names = new NameOrder(index.names);
  const searcher = new Searcher(index);
  const order = createListOrder(table, names, searcher);
  const rowOf = (row: number) => table.row(row, fallbackCurrency());
  const recency = (row: number) => Math.floor((table.contact[row] ?? 0) / RECENT);
  const nameRank = (row: number) => names.rank(index.names.rows.of(row));

  /** Between equal hits: whom one met lately, then the better grade, then by name. */
  function before(a: number, b: number): boolean {
    const difference =
      recency(b) - recency(a) || (table.grade[a] ?? 0) - (table.grade[b] ?? 0) || nameRank(a) - nameRank(b);
    return difference === 0 ? (table.idOf(a) ?? '') < (table.idOf(b) ?? '') : difference < 0;
  }

  return {
    list: order.list,
    row: rowOf,
    search: (text, limit) =>
      search(index, searcher, text, limit, before).map((hit) => ({ ...hit, row: rowOf(hit.row) })),
  };
}
