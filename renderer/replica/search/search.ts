import type { SearchHit } from '../api.ts';
import type { Directory } from '../list/directory.ts';
import { findIn } from './find.ts';

/** The best hits, best first: exact before prefix before inside, names before other fields, then by name. */
export function searchDirectory(directory: Directory, text: string, limit: number): SearchHit[] {
  return findIn(directory.entries(), text)
    .sort((a, b) => a.match.rank - b.match.rank || a.entry.nameRank - b.entry.nameRank)
    .slice(0, Math.max(0, limit))
    .map(({ entry, match: { matched, range } }) => ({
      row: entry.row,
      matched,
      ...(range === undefined ? {} : { range }),
    }));
}
