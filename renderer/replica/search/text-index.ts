import { digitsOf, isWide, type SearchKeys } from './keys.ts';

/** Customers, by number, in whose texts something occurs. */
export interface TextIndex {
  find(text: string): number[];
}

/**
 * All texts of all customers as two long strings, one of Latin letters and digits, one of the rest. Looking through
 * one long string is many times faster than through a hundred thousand short ones.
 */
export function createTextIndex(keys: readonly SearchKeys[]): TextIndex {
  const inPlain = occurrences(keys.map((one) => one.plain));
  const inWide = occurrences(keys.map((one) => one.wide));
  return {
    find(text) {
      const digits = digitsOf(text);
      const found = new Set([...(isWide(text) ? [] : inPlain(text)), ...inWide(text)]);
      // A phone typed with dashes is stored without.
      if (digits !== text && digits !== '') for (const number of inPlain(digits)) found.add(number);
      return [...found];
    },
  };
}

function occurrences(texts: readonly string[]): (text: string) => number[] {
  const all = texts.join('');
  const ends = new Uint32Array(texts.length);
  let end = 0;
  texts.forEach((text, number) => {
    end += text.length;
    ends[number] = end;
  });
  return (text) => {
    const found: number[] = [];
    for (let at = all.indexOf(text); at >= 0; ) {
      const number = firstAfter(ends, at);
      found.push(number);
      at = all.indexOf(text, ends[number]);
    }
    return found;
  };
}

/** The first place whose value is greater. */
function firstAfter(sorted: Uint32Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
