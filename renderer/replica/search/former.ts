/** Words remembered: those of one search, and of the one before it. */
const REMEMBERED = 8;

interface Kept {
  text: string;
  members: Uint32Array;
}

/**
 * What was found for the texts typed last, in one field. Whoever types on can only find fewer, so a longer text is
 * looked for among what a shorter one found.
 */
export class Former {
  #version = -1;
  #kept: Kept[] = [];

  /** The fewest members known to hold all of what is to be found; `undefined`: nothing is known. */
  narrowest(version: number, text: string): Uint32Array | undefined {
    if (version !== this.#version) return undefined;
    let best: Kept | undefined;
    for (const kept of this.#kept)
      if (text.startsWith(kept.text) && kept.text.length > (best?.text.length ?? 0)) best = kept;
    return best?.members;
  }

  keep(version: number, text: string, members: Uint32Array): void {
    if (version !== this.#version) this.#kept = [];
    this.#version = version;
    this.#kept = [{ text, members }, ...this.#kept.filter((kept) => kept.text !== text)].slice(0, REMEMBERED);
  }
}

/** Numbers one after the other, in a typed array that grows. */
export class Collected {
  #values = new Uint32Array(256);
  count = 0;

  add(value: number): void {
    if (this.count === this.#values.length) {
      const larger = new Uint32Array(this.count * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.count] = value;
    this.count += 1;
  }

  values(): Uint32Array {
    return this.#values.slice(0, this.count);
  }
}
