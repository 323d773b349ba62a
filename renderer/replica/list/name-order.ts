import type { NameTable } from '../search/name-table.ts';

/**
 * Where each name stands in the order of the Chinese dictionary. Comparing two Chinese names by the dictionary takes
 * microseconds, sorting a hundred thousand two seconds. So the dictionary places each distinct character, once; names
 * of Chinese characters alone are compared by the places of theirs, which is the same order. Others ask it.
 */
export class NameOrder {
  readonly #names: NameTable;
  readonly #collator = new Intl.Collator('zh-CN');
  #sorted = new Uint32Array(0);
  #ranks = new Uint32Array(64);
  readonly #fresh = new Set<number>();
  #dropped = new Set<number>();
  #characters: number[] = [];
  #places = new Uint32Array(64);
  /** By name: 1 where it is of Chinese characters alone. */
  #plain: number[] = [];

  constructor(names: NameTable) {
    this.#names = names;
    for (let name = 0; name < names.end; name += 1) if (names.rows.size(name) > 0) this.#fresh.add(name);
    names.onChange((name, isNew) => {
      if (isNew) this.#fresh.add(name);
      else if (!this.#fresh.delete(name)) this.#dropped.add(name);
    });
  }

  rank(name: number): number {
    if (this.#fresh.size > 0 || this.#dropped.size > 0) this.#place();
    return this.#ranks[name] ?? 0;
  }

  #place(): void {
    this.#placeCharacters();
    const fresh = [...this.#fresh];
    for (const name of fresh) this.#plain[name] = this.#isPlain(name) ? 1 : 0;
    fresh.sort((a, b) => this.#compare(a, b));
    const dropped = this.#dropped;
    const kept = dropped.size === 0 ? this.#sorted : this.#sorted.filter((name) => !dropped.has(name));
    this.#sorted = merge(kept, fresh, (a, b) => this.#compare(a, b));
    if (this.#ranks.length < this.#names.end) this.#ranks = new Uint32Array(Math.ceil(this.#names.end * 1.5));
    for (let rank = 0; rank < this.#sorted.length; rank += 1) this.#ranks[this.#sorted[rank] ?? 0] = rank;
    this.#fresh.clear();
    this.#dropped = new Set();
  }

  /** New characters find their place among the known, whose order among themselves stays. */
  #placeCharacters(): void {
    const { all } = this.#names.characters;
    if (this.#characters.length === all.length) return;
    const compare = (a: number, b: number) => this.#collator.compare(all[a]?.text ?? '', all[b]?.text ?? '');
    const fresh = Array.from(
      { length: all.length - this.#characters.length },
      (_, index) => this.#characters.length + index,
    );
    this.#characters = [...merge(Uint32Array.from(this.#characters), fresh.sort(compare), compare)];
    this.#places = new Uint32Array(all.length);
    for (const [place, character] of this.#characters.entries()) this.#places[character] = place;
  }

  #isPlain(name: number): boolean {
    return /^\p{Script=Han}*$/u.test(this.#names.text(name));
  }

  #compare(a: number, b: number): number {
    const names = this.#names;
    if (this.#plain[a] !== 1 || this.#plain[b] !== 1)
      return this.#collator.compare(names.text(a), names.text(b));
    const { units } = names;
    const lengthA = names.length(a);
    const lengthB = names.length(b);
    const startA = names.start(a);
    const startB = names.start(b);
    for (let at = 0; at < lengthA && at < lengthB; at += 1) {
      const left = units[startA + at] ?? 0;
      const right = units[startB + at] ?? 0;
      if (left !== right) return (this.#places[left] ?? 0) - (this.#places[right] ?? 0);
    }
    return lengthA - lengthB;
  }
}

/** Few fresh ones find their place by halving; the rest of the list is never compared. */
function merge(
  sorted: Uint32Array,
  fresh: readonly number[],
  compare: (a: number, b: number) => number,
): Uint32Array<ArrayBuffer> {
  const result = new Uint32Array(sorted.length + fresh.length);
  let taken = 0;
  for (const [placed, one] of fresh.entries()) {
    let low = taken;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(sorted[middle] ?? 0, one) < 0) low = middle + 1;
      else high = middle;
    }
    result.set(sorted.subarray(taken, low), taken + placed);
    taken = low;
    result[taken + placed] = one;
  }
  result.set(sorted.subarray(taken), taken + fresh.length);
  return result;
}
