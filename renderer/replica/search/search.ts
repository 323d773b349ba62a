import type { SearchHit } from '../api/customer-list.ts';
import { bestRows, type TieBreak } from './best.ts';
import { fieldOf } from './codes.ts';
import { charactersOf } from './normalise.ts';
import { queryOf } from './query.ts';
import type { SearchIndex } from './search-index.ts';
import type { Explanation, Searcher } from './searcher.ts';

type Found = Omit<SearchHit, 'row'>;

/**
 * The best hits, best first: names before numbers before employer and address, the whole before the beginning
 * before the inside; `tieBreak` decides between equals.
 */
export function search(
  index: SearchIndex,
  searcher: Searcher,
  typed: string,
  limit: number,
  tieBreak: TieBreak,
): ({ row: number } & Found)[] {
  const query = queryOf(typed);
  if (query === null || limit <= 0) return [];
  const rows = bestRows(searcher.find(query, limit), limit, tieBreak);
  const explain = searcher.explainer(query);
  return rows.flatMap((row) => {
    const explanation = explain(row);
    return explanation === null ? [] : [{ row, ...found(index, row, explanation) }];
  });
}

/** What was hit, with positions in the text as it is written. */
function found(index: SearchIndex, row: number, { code, span }: Explanation): Found {
  const matched = fieldOf(code);
  const range = span === undefined ? {} : { range: span };
  switch (matched) {
    case 'name':
    case 'pinyin':
    case 'initials':
      return { matched, ...(span === undefined ? {} : nameRange(index, row, span)) };
    case 'customerNo':
      return { matched, ...(index.customerNo.hasPositions(row) ? range : {}) };
    case 'employer':
      return { matched, text: index.employers.text(index.employers.rows.of(row)), ...range };
    case 'address':
      return { matched, text: index.address.text(row), ...range };
    default:
      return { matched, ...range };
  }
}

function nameRange({ names }: SearchIndex, row: number, [first, last]: [number, number]) {
  const { starts, ends } = charactersOf(names.text(names.rows.of(row)));
  const start = starts[first];
  const end = ends[last - 1];
  return start === undefined || end === undefined ? {} : { range: [start, end] as [number, number] };
}
