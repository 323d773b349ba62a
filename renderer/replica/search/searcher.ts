import { CODES, NONE } from './codes.ts';
import { type Field, type Formers, fieldsFor } from './fields.ts';
import { Former } from './former.ts';
import type { Query, Word } from './query.ts';
import type { SearchIndex } from './search-index.ts';

/** Added to the sum of the words' codes: hits of what was typed as one text come first. */
const WORDS = 32;
/** Rows among which it is cheaper to compare each than to look through all fields. */
const FEW = 4000;

/** How well each row is hit: lower is better, {@link NONE} for most. */
export interface Hits {
  ranks: Uint8Array;
  total: number;
}

/** What hit a row. */
export interface Explanation {
  code: number;
  span: [start: number, end: number] | undefined;
}

/**
 * Compares what was typed with all customers. The fields are looked through in the order of their ranks, so that a
 * search for the best few ends as soon as it has them.
 */
export class Searcher {
  readonly #index: SearchIndex;
  readonly #formers: Formers = { names: new Former(), numbers: new Former() };

  constructor(index: SearchIndex) {
    this.#index = index;
  }

  /** All rows that are hit; or at least `enough`, and none is missing that is better than one of them. */
  find(query: Query, enough = Infinity): Hits {
    const hits = this.#findWord(query.whole, enough);
    return query.words.length === 0 || hits.total >= enough ? hits : this.#addWords(query.words, hits);
  }

  /** Tells what of a row was hit best; `null`: nothing. Valid until the next change. */
  explainer(query: Query): (row: number) => Explanation | null {
    const whole = this.#fields(query.whole);
    const words = query.words.map((word) => this.#fields(word));
    return (row) => {
      const written = best(whole, row);
      if (written !== null || words.length === 0) return written;
      const parts = words.map((fields) => best(fields, row));
      return parts.reduce((a, b) => (a === null || b === null ? null : a.code <= b.code ? a : b));
    };
  }

  #fields(word: Word): Field[] {
    return fieldsFor(this.#index, word, this.#formers);
  }

  #findWord(word: Word, enough: number): Hits {
    const ranks = new Uint8Array(this.#index.end).fill(NONE);
    let total = 0;
    const onHit = (row: number, found: number) => {
      if (ranks[row] !== NONE) return;
      ranks[row] = found;
      total += 1;
    };
    for (const field of this.#fields(word)) {
      field.scan(onHit);
      if (total >= enough) break;
    }
    return { ranks, total };
  }

  /** Adds the rows that every word hits. The longest word is looked for first: it leaves the fewest. */
  #addWords(words: readonly Word[], hits: Hits): Hits {
    const [first, ...others] = [...words].sort((a, b) => b.text.length - a.text.length);
    if (first === undefined) return hits;
    const sums = this.#findWord(first, Infinity);
    for (const word of others) this.#narrow(sums, word);
    let { total } = hits;
    for (let row = 0; row < sums.ranks.length; row += 1) {
      const sum = sums.ranks[row] ?? NONE;
      if (sum === NONE || hits.ranks[row] !== NONE) continue;
      hits.ranks[row] = WORDS + sum;
      total += 1;
    }
    return { ranks: hits.ranks, total };
  }

  #narrow(sums: Hits, word: Word): void {
    const { ranks } = sums;
    const fields = sums.total <= FEW ? this.#fields(word) : undefined;
    const all = fields === undefined ? this.#findWord(word, Infinity).ranks : undefined;
    for (let row = 0; row < ranks.length; row += 1) {
      const sum = ranks[row] ?? NONE;
      if (sum === NONE) continue;
      const found = all === undefined ? codeIn(fields ?? [], row) : (all[row] ?? NONE);
      ranks[row] = found === NONE ? NONE : sum + found;
      if (found === NONE) sums.total -= 1;
    }
  }
}

/** Ranks are below it: six words of the worst code each. */
export const RANKS = WORDS + 6 * CODES;

function codeIn(fields: readonly Field[], row: number): number {
  for (const field of fields) {
    const found = field.codeOf(row);
    if (found !== NONE) return found;
  }
  return NONE;
}

function best(fields: readonly Field[], row: number): Explanation | null {
  for (const field of fields) {
    const found = field.codeOf(row);
    if (found !== NONE) return { code: found, span: field.spanOf(row) };
  }
  return null;
}
