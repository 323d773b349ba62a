/** Few distinct texts, each as a number: a branch, a manager, a day. */
export class Words {
  readonly #texts: string[] = [''];
  readonly #numbers = new Map<string, number>();
  #order: Uint32Array | undefined;
  readonly #compare: (a: string, b: string) => number;

  /** `compare` is the order of {@link order}; that of `<` when absent. */
  constructor(compare: (a: string, b: string) => number = (a, b) => (a < b ? -1 : Number(a > b))) {
    this.#compare = compare;
  }

  /** 0 stands for no text. */
  take(text: string | undefined): number {
    if (text === undefined) return 0;
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#texts.push(text) - 1;
    this.#numbers.set(text, number);
    this.#order = undefined;
    return number;
  }

  /** The text's number; `undefined`: nothing has it. */
  find(text: string): number | undefined {
    return this.#numbers.get(text);
  }

  text(number: number): string | undefined {
    return number === 0 ? undefined : this.#texts[number];
  }

  /** Where each number's text stands among all. */
  order(): Uint32Array {
    if (this.#order !== undefined) return this.#order;
    const texts = this.#texts;
    const sorted = texts
      .map((_, number) => number)
      .sort((a, b) => this.#compare(texts[a] ?? '', texts[b] ?? ''));
    this.#order = new Uint32Array(texts.length);
    for (const [place, number] of sorted.entries()) this.#order[number] = place;
    return this.#order;
  }
}
