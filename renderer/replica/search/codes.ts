import type { SearchHit } from '../api/customer-list.ts';

/** How a field was hit; lower is better. */
export const grade = { exact: 0, prefix: 1, inside: 2 } as const;
export type Grade = (typeof grade)[keyof typeof grade];

/**
 * How well one word hits a customer: lower is better. Names come before numbers, numbers before employer and
 * address; within a field the whole before the beginning before the inside. Readings that a name is not likeliest
 * to have come after the likeliest.
 */
export const code = {
  name: 0,
  pinyin: 3,
  otherPinyin: 5,
  pinyinInside: 7,
  initials: 8,
  otherInitials: 10,
  initialsInside: 12,
  customerNo: 13,
  idNumber: 16,
  phone: 18,
  employer: 20,
  address: 23,
} as const;

/** Codes are below it. */
export const CODES = 26;
export const NONE = 255;

const order = Object.entries(code).map(([name, first]) => ({ name, first }));

const fields: Record<keyof typeof code, SearchHit['matched']> = {
  name: 'name',
  pinyin: 'pinyin',
  otherPinyin: 'pinyin',
  pinyinInside: 'pinyin',
  initials: 'initials',
  otherInitials: 'initials',
  initialsInside: 'initials',
  customerNo: 'customerNo',
  idNumber: 'idNumber',
  phone: 'phone',
  employer: 'employer',
  address: 'address',
};

export function fieldOf(found: number): SearchHit['matched'] {
  const { name } = order.findLast(({ first }) => first <= found) ?? { name: 'address' };
  return fields[name as keyof typeof code];
}
