import { CODES, NONE } from './codes.ts';
import { type Field, type Formers, fieldsFor } from './fields.ts';
import { Collected, Former } from './former.ts';
import type { Query, Word } from './query.ts';
import type { SearchIndex } from './search-index.ts';

/** Added to the sum of the words' codes: hits of what was typed as one text come first. */
const WORDS = 32;
/** Ranks are below it: six words of the worst code each. */
export const RANKS = WORDS + 6 * CODES;
/** Rows among which it is cheaper to compare each than to look through all fields. */
const FEW = 2000;

/** What was hit, and how well. */
export interface Hits {
  /** By row: lower is better, {@link NONE} for most. */
  ranks: Uint8Array;
  /** The rows that were hit, each once. */
  rows: Uint32Array;
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
    return query.words.length === 0 || hits.rows.length >= enough ? hits : this.#addWords(query.words, hits);
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
    const rows = new Collected();
    const onHit = (row: number, found: number) => {
      if (ranks[row] !== NONE) return;
      ranks[row] = found;
      rows.add(row);
    };
    for (const field of this.#fields(word)) {
      field.scan(onHit);
      if (rows.count >= enough) break;
    }
    return { ranks, rows: rows.values() };
  }

  /** Adds the rows that every word hits. The longest word is looked for first: it mostly leaves the fewest. */
  #addWords(words: readonly Word[], hits: Hits): Hits {
    const [first, ...others] = [...words].sort((a, b) => b.text.length - a.text.length);
    if (first === undefined) return hits;
    const sums = others.reduce((left, word) => this.#narrow(left, word), this.#findWord(first, Infinity));
    const { ranks } = hits;
    const added = sums.rows.filter((row) => ranks[row] === NONE);
    for (const row of added) ranks[row] = WORDS + (sums.ranks[row] ?? 0);
    const rows = new Uint32Array(hits.rows.length + added.length);
    rows.set(hits.rows);
    rows.set(added, hits.rows.length);
    return { ranks, rows };
  }

  /** Keeps the rows that the word hits too, and adds its codes. */
  #narrow({ ranks, rows }: Hits, word: Word): Hits {
    const fields = this.#fields(word);
    const all = rows.length > FEW ? this.#findWord(word, Infinity).ranks : undefined;
    const kept = rows.filter((row) => {
      const found = all === undefined ? codeIn(fields, row) : (all[row] ?? NONE);
      ranks[row] = found === NONE ? NONE : (ranks[row] ?? 0) + found;
      return found !== NONE;
    });
    return { ranks, rows: kept };
  }
}

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
