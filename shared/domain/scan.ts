import { isResidentId, isUscc } from './id-number.ts';

/**
 * What somebody typed or a reader read at the counter. A number is given as it stands at the bank: without separators,
 * in capitals. `misread`: as long as an ID or a card number, and its check digit is wrong; it may still be an account.
 */
export type Scanned =
  | {
      readonly kind: 'residentId' | 'uscc' | 'card' | 'customerNo' | 'phone' | 'tail';
      readonly value: string;
    }
  | { readonly kind: 'misread'; readonly value: string }
  | { readonly kind: 'text'; readonly value: string };

/** Between the parts of a number: readers and people put spaces, dashes, dots and lines there. */
const SEPARATORS = /[\s\-_.,;:|/·]/g;
/** Of a bank card's stripe: the number stands before what the bank must never see typed or kept. */
const TRACK_1 = /^%B(\d[\d ]{11,22})\^/;
const TRACK_2 = /;?(\d{12,19})=\d/;
/** A resident's number among other words that an ID reader writes with it (name, sex, address). */
const ID_INSIDE = /(?<![\dA-Z])\d{17}[\dX](?![\dA-Z])/g;

export function readScan(typed: string): Scanned {
  // Full-width digits and letters come from an input method in Chinese mode.
  const text = typed.normalize('NFKC').trim();
  const capitals = text.toUpperCase();
  const track = TRACK_1.exec(capitals)?.[1] ?? TRACK_2.exec(capitals)?.[1];
  if (track !== undefined) return cardOf(track.replaceAll(' ', ''));
  const value = capitals.replace(SEPARATORS, '');
  if (isResidentId(value)) return { kind: 'residentId', value };
  if (isUscc(value)) return { kind: 'uscc', value };
  const inside = capitals.match(ID_INSIDE)?.find(isResidentId);
  if (inside !== undefined) return { kind: 'residentId', value: inside };
  if (/^\d{16,19}$/.test(value)) return cardOf(value);
  if (/^\d{17}X$/.test(value)) return { kind: 'misread', value };
  if (/^(86)?1[3-9]\d{9}$/.test(value.replace(/^\+/, ''))) return { kind: 'phone', value: value.slice(-11) };
  if (/^\d{4,7}$/.test(value)) return { kind: 'tail', value };
  if (/^(?=.*\d)[A-Z0-9]{8,15}$/.test(value)) return { kind: 'customerNo', value };
  return { kind: 'text', value: text };
}

/** Whether what was read is a whole number that names one customer: something to open, not to search for. */
export function namesOne({ kind }: Scanned): boolean {
  return kind === 'residentId' || kind === 'uscc' || kind === 'card' || kind === 'customerNo';
}

function cardOf(value: string): Scanned {
  return { kind: hasLuhnDigit(value) ? 'card' : 'misread', value };
}

/** The check digit of ISO/IEC 7812 for the digits before it. */
export function luhnDigit(digits: string): string {
  let sum = 0;
  for (let place = 0; place < digits.length; place++) {
    const digit = Number(digits[digits.length - 1 - place]);
    const weighted = place % 2 === 0 ? digit * 2 : digit;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return String((10 - (sum % 10)) % 10);
}

export function hasLuhnDigit(value: string): boolean {
  return /^\d{12,19}$/.test(value) && luhnDigit(value.slice(0, -1)) === value.slice(-1);
}

/** One key that wrote something: the sign, and when it went down, in milliseconds of one clock. */
export interface KeyTime {
  readonly sign: string;
  readonly at: number;
}

/** Shorter than any number that names a customer: a burst of this length may be a person's. */
const LEAST_SIGNS = 8;
/** Nobody types on with less between keys, in milliseconds; readers need 1 to 20. */
const SLOWEST_READER = 35;
/** One pause is forgiven: a busy machine delivers keys late, and then several at once. */
const LONGEST_PAUSE = 150;

/**
 * Whether a run of keys came from a reader: as fast as no hand is, from first to last. By the middle of the gaps, so
 * that one late key does not make a person of it.
 */
export function cameFromReader(keys: readonly KeyTime[]): boolean {
  if (keys.length < LEAST_SIGNS) return false;
  const gaps = keys.slice(1).map(({ at }, index) => at - (keys[index]?.at ?? at));
  const sorted = gaps.toSorted((a, b) => a - b);
  const nineInTen = sorted[Math.floor(sorted.length * 0.9)] ?? 0;
  return nineInTen <= SLOWEST_READER && (sorted.at(-1) ?? 0) <= LONGEST_PAUSE;
}

/** The keys of the last run without a pause that only a person makes. */
export function lastRun(keys: readonly KeyTime[]): readonly KeyTime[] {
  const start = keys.findLastIndex(({ at }, index) => {
    const before = keys[index - 1];
    return before === undefined || at - before.at > LONGEST_PAUSE;
  });
  return keys.slice(Math.max(0, start));
}
