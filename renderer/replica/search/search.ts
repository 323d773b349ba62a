import type { SearchHit } from '../api.ts';
import type { Directory, Entry } from '../list/directory.ts';
import { normalise } from './keys.ts';
import { type Match, matchOf } from './match.ts';

/** The best hits, best first: exact before prefix before inside, names before other fields, then by name. */
export function searchDirectory(directory: Directory, text: string, limit: number): SearchHit[] {
  const wanted = normalise(text);
  if (wanted === '' || limit <= 0) return [];
  const found: { entry: Entry; match: Match }[] = [];
  for (const entry of directory.entries()) {
    const match = matchOf(entry.keys, wanted);
    if (match !== null) found.push({ entry, match });
  }
  return found
    .sort((a, b) => a.match.rank - b.match.rank || a.entry.nameRank - b.entry.nameRank)
    .slice(0, limit)
    .map(({ entry, match: { matched, range } }) => ({
      row: entry.row,
      matched,
      ...(range === undefined ? {} : { range }),
    }));
}
