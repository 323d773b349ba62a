import type { Entry } from '../list/directory.ts';
import { normalise } from './keys.ts';
import { type Match, matchOf } from './match.ts';
import { createTextIndex, type TextIndex } from './text-index.ts';

export interface Found {
  entry: Entry;
  match: Match;
}

/** One index per state of the directory, made when somebody searches in it. */
const indexes = new WeakMap<readonly Entry[], TextIndex>();

/** All customers that match what was typed, in the order of the directory. */
export function findIn(entries: readonly Entry[], typed: string): Found[] {
  const text = normalise(typed);
  if (text === '') return [];
  const index = indexes.get(entries) ?? createTextIndex(entries.map((entry) => entry.keys));
  indexes.set(entries, index);
  const found: Found[] = [];
  for (const number of index.find(text)) {
    const entry = entries[number];
    const match = entry === undefined ? null : matchOf(entry.keys, text);
    if (entry !== undefined && match !== null) found.push({ entry, match });
  }
  return found;
}
