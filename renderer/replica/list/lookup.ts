import type { Standing } from '#shared/domain/rating.ts';
import type {
  CountedField,
  CustomerListQuery,
  CustomerRow,
  CustomerSums,
  SearchHit,
  TextCount,
} from '../api/customer-list.ts';
import type { TieBreak } from '../search/best.ts';
import { search } from '../search/search.ts';
import { Searcher } from '../search/searcher.ts';
import { assetStandingOf } from './asset-standing.ts';
import { type CustomerTable, grades } from './customer-table.ts';
import { createListing, type Listing } from './listing.ts';
import { NameOrder } from './name-order.ts';
import { createListOrder } from './sort.ts';
import { sumsOf } from './sums.ts';
import { textCounts } from './text-counts.ts';

/** Milliseconds in which one contact is as recent as another, and the grade decides. */
const RECENT = 30 * 86_400_000;
/** Later than any contact, in units of {@link RECENT}. */
const MOST_RECENT = 10_000;
/** Names are fewer than this: three numbers share one double. */
const NAMES = 2 ** 24;

/** What screens ask of the customers in memory. */
export interface Lookup {
  /** The filtered list in order, as numbers for {@link row}. */
  list(query: CustomerListQuery): Uint32Array;
  row(number: number): CustomerRow;
  /** The list with its groups and sums; `rows` are those of {@link list} for the same query. */
  listing(rows: Uint32Array, query: CustomerListQuery): Listing;
  sums(ids: readonly string[]): CustomerSums;
  /** The texts of a field in use, the commonest first. */
  texts(field: CountedField): TextCount[];
  /** Where a customer's assets stand among those of all in the same currency. */
  standing(id: string): Standing | null;
  /** The best hits, best first. */
  search(text: string, limit: number): SearchHit[];
}

export function createLookup(table: CustomerTable, fallbackCurrency: () => string): Lookup {
  const { index } = table;
  const names = new NameOrder(index.names);
  const searcher = new Searcher(index);
  const order = createListOrder(table, names, searcher);
  const rowOf = (row: number) => table.row(row, fallbackCurrency());
  const tieBreak = createTieBreak(table, names);

  return {
    list: order.list,
    row: rowOf,
    listing: (rows, query) => createListing({ table, row: rowOf, currency: fallbackCurrency() }, rows, query),
    sums: (ids) => {
      const rows = ids.flatMap((id) => table.find(id) ?? []);
      return sumsOf(table, rows, fallbackCurrency());
    },
    texts: (field) => textCounts(table, field),
    standing: (id) => assetStandingOf(table, id),
    search: (text, limit) =>
      search(index, searcher, text, limit, tieBreak()).map((hit) => ({ ...hit, row: rowOf(hit.row) })),
  };
}

/** Between equal hits: whom one met lately, then the better grade, then by name, then by id. */
function createTieBreak(table: CustomerTable, names: NameOrder): () => TieBreak {
  const { index } = table;
  let version = -1;
  let weights = new Float64Array(0);

  function refresh(): void {
    version = table.version;
    if (weights.length < table.end) weights = new Float64Array(Math.ceil(table.end * 1.5));
    for (let row = 0; row < table.end; row += 1) {
      const recency = MOST_RECENT - Math.floor((table.contact[row] ?? 0) / RECENT);
      const standing = recency * grades.length + (table.grade[row] ?? 0);
      weights[row] = standing * NAMES + names.rank(index.names.rows.of(row));
    }
  }

  const before = (a: number, b: number) => (table.idOf(a) ?? '') < (table.idOf(b) ?? '');
  return () => {
    if (version !== table.version) refresh();
    return { weights, before };
  };
}
