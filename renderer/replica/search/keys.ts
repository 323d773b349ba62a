import { initialsOf, nameReadings } from '#shared/domain/names.ts';
import type { ListedCustomer } from '../list/rows.ts';

/** What a search compares with, worked out once per customer: readings are slow to make. */
export interface SearchKeys {
  name: string;
  pinyin: string[];
  initials: string[];
  customerNo: string;
  idNumber: string;
  /** Digits only. */
  phones: string[];
  employer: string;
  address: string;
  /** All of these in two strings, one of ASCII texts and one of the others, for the index. */
  plain: string;
  wide: string;
}

/** After each text of `plain` and `wide`: nothing a person types runs over it. */
const GAP = '\n';

export function keysOf(customer: ListedCustomer): SearchKeys {
  const readings = nameReadings(customer.name, customer.kind);
  const texts = {
    name: normalise(customer.name),
    pinyin: readings.map((reading) => reading.join('')),
    initials: [...new Set(readings.map(initialsOf))],
    customerNo: normalise(customer.customerNo),
    idNumber: normalise(customer.idNumber ?? ''),
    phones: [customer.mobile, customer.homePhone, customer.workPhone].flatMap((phone) =>
      phone === undefined ? [] : [digitsOf(phone)],
    ),
    employer: normalise(customer.employer ?? ''),
    address: normalise(customer.address ?? ''),
  };
  const all = Object.values(texts).flat();
  const joined = (list: string[]) => list.map((text) => text + GAP).join('');
  return { ...texts, plain: joined(all.filter((text) => !isWide(text))), wide: joined(all.filter(isWide)) };
}

export function isWide(text: string): boolean {
  return /[^\p{ASCII}]/u.test(text);
}

/** What was typed and what is stored compare without case, spaces or full-width forms. */
export function normalise(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, '').replaceAll('ü', 'v');
}

export function digitsOf(text: string): string {
  return text.replace(/[^0-9]/gu, '');
}
