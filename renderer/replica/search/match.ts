import type { SearchHit } from '../api.ts';
import { digitsOf, type SearchKeys } from './keys.ts';

export interface Match {
  matched: SearchHit['matched'];
  /** Lower is better: exact, then prefix, then inside; names before other fields. */
  rank: number;
  range?: [start: number, end: number];
}

/** Digits of a phone or an ID that a person gives to be told from others. */
const TAIL = 4;

const EXACT = 0;
const PREFIX = 1;
const INSIDE = 2;
/** Added per field, so that a name inside still comes before an address that starts so. */
const fields = {
  name: 0,
  pinyin: 10,
  initials: 20,
  customerNo: 30,
  idNumber: 40,
  phone: 50,
  employer: 60,
  address: 70,
};

/** How a customer matches what was typed ({@link normalise}d); the best way wins, `null` is not at all. */
export function matchOf(keys: SearchKeys, text: string): Match | null {
  const digits = digitsOf(text);
  return (
    within('name', keys.name, text) ??
    best('pinyin', keys.pinyin, text) ??
    best('initials', keys.initials, text) ??
    within('customerNo', keys.customerNo, text) ??
    tail('idNumber', keys.idNumber, text) ??
    phone(keys.phones, digits, text) ??
    within('employer', keys.employer, text) ??
    within('address', keys.address, text)
  );
}

function within(field: keyof typeof fields, value: string, text: string): Match | null {
  const start = value.indexOf(text);
  if (start < 0) return null;
  const grade = value === text ? EXACT : start === 0 ? PREFIX : INSIDE;
  return { matched: field, rank: fields[field] + grade, range: [start, start + text.length] };
}

/** Readings are not what the screen shows, so they have no range. Initials in the middle of a name tell nothing. */
function best(field: 'pinyin' | 'initials', readings: readonly string[], text: string): Match | null {
  let found: number | undefined;
  for (const reading of readings) {
    const start = reading.indexOf(text);
    if (start < 0 || (start > 0 && text.length < 2)) continue;
    const grade = reading === text ? EXACT : start === 0 ? PREFIX : INSIDE;
    found = Math.min(found ?? INSIDE, grade);
  }
  return found === undefined ? null : { matched: field, rank: fields[field] + found };
}

function tail(field: 'idNumber', value: string, text: string): Match | null {
  if (value === '' || text.length < TAIL || !value.endsWith(text)) return null;
  const start = value.length - text.length;
  return {
    matched: field,
    rank: fields[field] + (start === 0 ? EXACT : PREFIX),
    range: [start, value.length],
  };
}

function phone(phones: readonly string[], digits: string, text: string): Match | null {
  if (digits.length < TAIL || !/^[+0-9()-]+$/u.test(text)) return null;
  for (const number of phones) {
    if (!number.endsWith(digits) && !number.startsWith(digits)) continue;
    const start = number.endsWith(digits) ? number.length - digits.length : 0;
    const grade = number === digits ? EXACT : PREFIX;
    return { matched: 'phone', rank: fields.phone + grade, range: [start, start + digits.length] };
  }
  return null;
}
