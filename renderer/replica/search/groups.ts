/** Rows that share one value (a name, an employer), as lists through two arrays. */
export class Groups {
  readonly #of = new Int32List();
  readonly #first = new Int32List();
  readonly #next = new Int32List();
  readonly #previous = new Int32List();
  readonly #sizes = new Int32List();

  /** The row's group, or -1. */
  of(row: number): number {
    return this.#of.get(row) - 1;
  }

  /** The first row of a group, or -1; then {@link next} until -1. */
  first(group: number): number {
    return this.#first.get(group) - 1;
  }

  next(row: number): number {
    return this.#next.get(row) - 1;
  }

  size(group: number): number {
    return this.#sizes.get(group);
  }

  put(row: number, group: number): void {
    const before = this.#first.get(group);
    this.#of.set(row, group + 1);
    this.#next.set(row, before);
    this.#previous.set(row, 0);
    if (before > 0) this.#previous.set(before - 1, row + 1);
    this.#first.set(group, row + 1);
    this.#sizes.set(group, this.#sizes.get(group) + 1);
  }

  remove(row: number): void {
    const group = this.of(row);
    if (group < 0) return;
    const next = this.#next.get(row);
    const previous = this.#previous.get(row);
    if (previous > 0) this.#next.set(previous - 1, next);
    else this.#first.set(group, next);
    if (next > 0) this.#previous.set(next - 1, previous);
    this.#of.set(row, 0);
    this.#sizes.set(group, this.#sizes.get(group) - 1);
  }
}

/** Zeros until set; grows by half. */
class Int32List {
  #values = new Int32Array(64);

  get(index: number): number {
    return this.#values[index] ?? 0;
  }

  set(index: number, value: number): void {
    if (index >= this.#values.length) {
      const larger = new Int32Array(Math.max(index + 1, Math.ceil(this.#values.length * 1.5)));
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[index] = value;
  }
}

/** Distinct texts by number, with the rows that have each. A text that no row has any more is forgotten at once. */
export class TextGroups {
  readonly rows = new Groups();
  readonly #numbers = new Map<string, number>();
  readonly #free: number[] = [];
  readonly #texts: string[] = [];
  readonly #onNew: (number: number, text: string) => void;
  readonly #onGone: (number: number) => void;

  constructor(onNew: (number: number, text: string) => void, onGone: (number: number) => void) {
    this.#onNew = onNew;
    this.#onGone = onGone;
  }

  /** Numbers are below it; some may be unused. */
  get end(): number {
    return this.#texts.length;
  }

  get distinct(): number {
    return this.#numbers.size;
  }

  text(number: number): string {
    return this.#texts[number] ?? '';
  }

  /** Gives the row this text instead of the one it had; `undefined` gives it none. */
  set(row: number, text: string | undefined): void {
    const before = this.rows.of(row);
    if (before >= 0) {
      if (this.#texts[before] === text) return;
      this.rows.remove(row);
      if (this.rows.size(before) === 0) this.#forget(before);
    }
    if (text === undefined) return;
    let number = this.#numbers.get(text);
    if (number === undefined) {
      number = this.#free.pop() ?? this.#texts.length;
      this.#texts[number] = text;
      this.#numbers.set(text, number);
      this.#onNew(number, text);
    }
    this.rows.put(row, number);
  }

  #forget(number: number): void {
    this.#numbers.delete(this.text(number));
    this.#texts[number] = '';
    this.#free.push(number);
    this.#onGone(number);
  }
}
