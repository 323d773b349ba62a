import { normalise, phoneDigits, withoutSeparators } from './normalise.ts';
import { type Wanted, wantedOf } from './text-column.ts';

/** Words that count; nobody types more, and each costs time. */
const MOST_WORDS = 6;
/** Longest text that is looked for. */
const LONGEST = 64;

/** One thing that was typed, in the forms in which the fields are compared. */
export interface Word {
  text: string;
  wanted: Wanted;
  /** Without what separates the parts of a name. */
  name: string;
  /** Digits only, where it can be a phone's; empty otherwise. */
  phone: string;
  /** One of several: then it may be the beginning of a tail that is still being typed. */
  accompanied: boolean;
}

/** What was typed: as if written together, and as words that each must hit something. */
export interface Query {
  whole: Word;
  /** Empty where there is one word only. */
  words: Word[];
}

/** `null` where nothing was typed. */
export function queryOf(typed: string): Query | null {
  const parts = typed
    .slice(0, LONGEST * MOST_WORDS)
    .split(/\s+/u)
    .filter((part) => normalise(part) !== '')
    .slice(0, MOST_WORDS);
  if (parts.length === 0) return null;
  return {
    whole: wordOf(parts.join(''), false),
    words: parts.length === 1 ? [] : parts.map((part) => wordOf(part, true)),
  };
}

function wordOf(part: string, accompanied: boolean): Word {
  const text = normalise(part).slice(0, LONGEST);
  return {
    text,
    wanted: wantedOf(text),
    name: withoutSeparators(text),
    phone: /^[+0-9()-]+$/u.test(text) ? phoneDigits(text) : '',
    accompanied,
  };
}
