import type { CustomerGroupBy, CustomerListQuery } from '../api/customer-list.ts';
import { type CustomerTable, grades, kinds, lifecycles } from './customer-table.ts';

const DAY = 86_400_000;

/** How long ago the last contact was: upper bounds in days, and the keys of the groups. */
export const contactAges = [
  { key: 'd7', days: 7 },
  { key: 'd30', days: 30 },
  { key: 'd90', days: 90 },
  { key: 'd180', days: 180 },
  { key: 'older', days: Number.POSITIVE_INFINITY },
  { key: 'never', days: Number.NaN },
] as const;

/** Into which groups a row belongs, as numbers, and what the numbers mean. */
interface Grouping {
  of(row: number): number | readonly number[];
  keyOf(group: number): string;
  /** In the order of the numbers, or the largest first. */
  largestFirst: boolean;
}

export interface Section {
  key: string;
  rows: Uint32Array;
}

/** The list cut into groups; in each the order stays. Customers without the field stand last, under an empty key. */
export function sectionsOf(
  table: CustomerTable,
  rows: Uint32Array,
  by: CustomerGroupBy,
  query: CustomerListQuery,
): Section[] {
  const grouping = groupingOf(table, by, query);
  const groups = new Map<number, number[]>();
  const put = (group: number, row: number) => {
    const known = groups.get(group);
    if (known === undefined) groups.set(group, [row]);
    else known.push(row);
  };
  for (const row of rows) {
    const group = grouping.of(row);
    if (typeof group === 'number') put(group, row);
    else for (const one of group) put(one, row);
  }
  return [...groups]
    .map(([group, found]) => ({ group, key: grouping.keyOf(group), rows: Uint32Array.from(found) }))
    .sort((a, b) => {
      if ((a.key === '') !== (b.key === '')) return a.key === '' ? 1 : -1;
      if (!grouping.largestFirst) return a.group - b.group;
      return b.rows.length - a.rows.length || (a.key < b.key ? -1 : 1);
    })
    .map(({ key, rows: found }) => ({ key, rows: found }));
}

function groupingOf(table: CustomerTable, by: CustomerGroupBy, query: CustomerListQuery): Grouping {
  const options = (column: () => Uint8Array, names: readonly string[]): Grouping => ({
    of: (row) => column()[row] ?? 0,
    keyOf: (group) => names[group] ?? '',
    largestFirst: false,
  });
  switch (by) {
    case 'grade':
      return options(() => table.grade, grades);
    case 'lifecycle':
      return options(() => table.lifecycle, lifecycles);
    case 'kind':
      return options(() => table.kind, kinds);
    case 'manager':
      return words(table.manager, table.managers);
    case 'branch':
      return words(table.branch, table.branches);
    case 'tag':
      return byTag(table);
    case 'source':
      return words(table.files.source, table.files.sources);
    case 'lastContact':
      return byContact(table, query.today);
  }
}

function words(column: Uint32Array, texts: { text(number: number): string | undefined }): Grouping {
  return { of: (row) => column[row] ?? 0, keyOf: (group) => texts.text(group) ?? '', largestFirst: true };
}

function byTag({ files }: CustomerTable): Grouping {
  const numbers = new Map<string, number>([['', 0]]);
  const texts = [''];
  const numberOf = (tag: string) => {
    const known = numbers.get(tag);
    if (known !== undefined) return known;
    numbers.set(tag, texts.length);
    return texts.push(tag) - 1;
  };
  const sets = new Map<number, readonly number[]>([[0, [0]]]);
  return {
    of(row) {
      const set = files.tags[row] ?? 0;
      const known = sets.get(set);
      if (known !== undefined) return known;
      const found = files.tagsIn(set).map(numberOf);
      sets.set(set, found);
      return found;
    },
    keyOf: (group) => texts[group] ?? '',
    largestFirst: true,
  };
}

function byContact(table: CustomerTable, today: string | undefined): Grouping {
  const end = today === undefined ? Date.now() : Date.parse(`${today}T23:59:59`);
  const never = contactAges.findIndex(({ key }) => key === 'never');
  return {
    of(row) {
      const at = table.contact[row] ?? 0;
      if (at === 0) return never;
      const days = Math.floor((end - at) / DAY);
      return contactAges.findIndex((age) => days <= age.days);
    },
    keyOf: (group) => contactAges[group]?.key ?? '',
    largestFirst: false,
  };
}
