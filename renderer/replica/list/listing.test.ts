import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumberOf } from '#shared/domain/day-number.ts';
import type { CustomerListQuery } from '../api/customer-list.ts';
import { cityOf } from './city.ts';
import { CustomerTable } from './customer-table.ts';
import { emptySummary, withHolding, withTask } from './file-summary.ts';
import { createLookup } from './lookup.ts';
import type { ListedCustomer } from './rows.ts';

const base: ListedCustomer = {
  id: '',
  customerNo: '',
  name: '',
  kind: 'retail',
  grade: 'standard',
  lifecycle: 'active',
  branchId: 'b1',
  openedOn: '2020-01-01',
};

function bankOf(
  customers: readonly (Partial<ListedCustomer> & { id: string; assets?: number; currency?: string })[],
) {
  const table = new CustomerTable();
  for (const { assets = 0, currency = 'CNY', ...customer } of customers) {
    const row = table.put({ ...base, name: customer.id, customerNo: customer.id, ...customer });
    table.putAssets(row, { month: 1, minor: assets, liabilities: assets / 10, currency });
  }
  const lookup = createLookup(table, () => 'CNY');
  const listing = (query: Partial<CustomerListQuery> = {}) => {
    const whole = { sort: 'name', descending: false, ...query } as const;
    return lookup.listing(lookup.list(whole), whole);
  };
  const ids = (query: Partial<CustomerListQuery>) => {
    const found = listing(query);
    return found.window(0, found.lines).rows.map(({ id }) => id);
  };
  const rowOf = (id: string) => table.find(id) ?? -1;
  return { table, lookup, listing, ids, rowOf };
}

const six = () =>
  bankOf([
    { id: 'a', grade: 'gold', tags: ['x', 'y'], assets: 600 },
    { id: 'b', grade: 'private', tags: ['y'], source: 'payroll', assets: 500 },
    { id: 'c', grade: 'gold', source: 'campaign', assets: 400, currency: 'EUR' },
    { id: 'd', managerId: 'm1', source: 'payroll', assets: 300 },
    { id: 'e', managerId: 'm2', tags: ['x'], assets: 200 },
    { id: 'f', managerId: 'm1', assets: 100 },
  ]);

describe('filters', () => {
  it('keep those with one of the tags, one of the grades, assets within a range', () => {
    const { ids } = six();
    expect(ids({ tags: ['x'] })).toEqual(['a', 'e']);
    expect(ids({ tags: ['x', 'y'] })).toEqual(['a', 'b', 'e']);
    expect(ids({ tags: ['nobody has it'] })).toEqual([]);
    expect(ids({ sources: ['payroll'] })).toEqual(['b', 'd']);
    expect(ids({ sources: ['campaign', 'payroll'] })).toEqual(['b', 'c', 'd']);
    expect(ids({ sources: ['nobody has it'] })).toEqual([]);
    expect(ids({ grades: ['gold', 'private'] })).toEqual(['a', 'b', 'c']);
    expect(ids({ assets: { from: 200, to: 400 } })).toEqual(['c', 'd', 'e']);
  });

  it('keep those whom nobody has met since, the never met among them', () => {
    const { table, rowOf, ids } = six();
    table.putContact(rowOf('a'), Date.parse('2026-05-01T00:00:00Z'));
    table.putContact(rowOf('b'), Date.parse('2026-01-01T00:00:00Z'));
    expect(ids({ contactBefore: '2026-03-01T00:00:00.000Z' })).toEqual(['b', 'c', 'd', 'e', 'f']);
  });

  it('keep those whose deposits mature within days, whose birthday is in a month, whose loans are in trouble', () => {
    const { table, rowOf, ids } = six();
    table.putSummary(rowOf('a'), { ...emptySummary, maturity: dayNumberOf('2026-05-20') });
    table.putSummary(rowOf('b'), { ...emptySummary, maturity: dayNumberOf('2026-07-01'), problem: true });
    table.put({ ...base, id: 'c', name: 'c', customerNo: 'c', birthDate: '1980-05-31' });
    expect(ids({ maturing: { from: '2026-05-20', to: '2026-06-19' } })).toEqual(['a']);
    expect(ids({ problem: true })).toEqual(['b']);
    expect(ids({ birthMonth: 5 })).toEqual(['c']);
  });

  it('keep a lunar birthday in the month in which it falls this year', () => {
    const { table, ids } = six();
    // The 18th of the twelfth lunar month of 1988: in 2026 the 5th of February.
    const born = { birthDate: '1989-01-25', birthdayCalendar: 'lunar' } as const;
    table.put({ ...base, id: 'c', name: 'c', customerNo: 'c', ...born });
    expect(ids({ birthMonth: 2, today: '2026-02-01' })).toEqual(['c']);
    expect(ids({ birthMonth: 1, today: '2026-01-01' })).toEqual([]);
  });
});

describe('a grouped list', () => {
  it('has a header for each group with its number and its sums by currency', () => {
    const found = six().listing({ group: 'grade' });
    const { groups, rows } = found.window(0, 100);
    expect(groups.map(({ key, line, count, assets }) => ({ key, line, count, assets }))).toEqual([
      { key: 'private', line: 0, count: 1, assets: [{ minor: 500, currency: 'CNY' }] },
      {
        key: 'gold',
        line: 2,
        count: 2,
        assets: [
          { minor: 600, currency: 'CNY' },
          { minor: 400, currency: 'EUR' },
        ],
      },
      { key: 'standard', line: 5, count: 3, assets: [{ minor: 600, currency: 'CNY' }] },
    ]);
    expect(rows.map(({ id }) => id)).toEqual(['b', 'a', 'c', 'd', 'e', 'f']);
    expect(found).toMatchObject({ lines: 9, matching: 6, sums: { count: 6 } });
  });

  it('shows of a closed group its header, and counts it all the same', () => {
    const found = six().listing({ group: 'grade', collapsed: ['gold'] });
    expect(found.lines).toBe(7);
    expect(found.window(0, 100).rows.map(({ id }) => id)).toEqual(['b', 'd', 'e', 'f']);
    expect(found.matching).toBe(6);
  });

  it('puts the largest first and those without the field last', () => {
    const { groups } = six().listing({ group: 'manager' }).window(0, 100);
    expect(groups.map(({ key, count }) => [key, count])).toEqual([
      ['m1', 2],
      ['m2', 1],
      ['', 3],
    ]);
  });

  it('has the sources, and sorts and offers them', () => {
    const { lookup, ids, listing, table } = six();
    const { groups } = listing({ group: 'source' }).window(0, 100);
    expect(groups.map(({ key, count }) => [key, count])).toEqual([
      ['payroll', 2],
      ['campaign', 1],
      ['', 3],
    ]);
    expect(ids({ sort: 'source' })).toEqual(['c', 'b', 'd', 'a', 'e', 'f']);
    expect(lookup.texts('source')).toEqual([
      { text: 'payroll', count: 2 },
      { text: 'campaign', count: 1 },
    ]);
    expect(lookup.texts('tags').map(({ text }) => text)).toEqual(['x', 'y']);
    table.remove('b');
    expect(lookup.texts('source')).toHaveLength(2);
    expect(ids({ sources: ['payroll'] })).toEqual(['d']);
  });

  it('lists a customer under each of its tags, and once in the sums', () => {
    const found = six().listing({ group: 'tag' });
    const { groups } = found.window(0, 100);
    expect(groups.map(({ key, count }) => [key, count])).toEqual([
      ['x', 2],
      ['y', 2],
      ['', 3],
    ]);
    expect(found).toMatchObject({ matching: 6, lines: 10 });
    expect(found.sums.count).toBe(6);
  });

  it('tells by the day how long ago somebody was met', () => {
    const { table, rowOf, listing } = six();
    const met = (id: string, day: string) => table.putContact(rowOf(id), Date.parse(`${day}T08:00:00`));
    met('a', '2026-05-20');
    met('b', '2026-05-01');
    met('c', '2025-01-01');
    const { groups } = listing({ group: 'lastContact', today: '2026-05-20' }).window(0, 100);
    expect(groups.map(({ key, count }) => [key, count])).toEqual([
      ['d7', 1],
      ['d30', 1],
      ['older', 1],
      ['never', 3],
    ]);
  });

  it('is the same through any windows as at one glance', () => {
    const { listing } = six();
    const query = fc.record({
      group: fc.constantFrom(undefined, 'grade' as const, 'tag' as const, 'manager' as const),
      collapsed: fc.subarray(['gold', 'x', 'm1', '']),
    });
    fc.assert(
      fc.property(query, fc.integer({ min: 1, max: 5 }), ({ group, collapsed }, size) => {
        const found = listing(group === undefined ? {} : { group, collapsed });
        const whole = found.window(0, found.lines);
        const seen: string[] = [];
        const headers = new Set<number>();
        for (let from = 0; from < found.lines; from += size) {
          const part = found.window(from, Math.min(size, found.lines - from));
          seen.push(...part.rows.map(({ id }) => id));
          for (const { line } of part.groups) headers.add(line);
          const own = part.groups.filter(({ line }) => line >= from).length;
          expect(part.rows.length + own).toBe(Math.min(size, found.lines - from));
        }
        expect(seen).toEqual(whole.rows.map(({ id }) => id));
        expect([...headers]).toEqual(whole.groups.map(({ line }) => line));
      }),
    );
  });
});

describe('choosing', () => {
  it('takes the customers between two lines, and all of a closed group', () => {
    const { listing } = six();
    expect(listing().between(1, 3)).toEqual(['b', 'c', 'd']);
    const closed = listing({ group: 'grade', collapsed: ['gold'] });
    expect(closed.between(1, 2).sort()).toEqual(['a', 'b', 'c']);
  });

  it('of all but some is of those who match, and adds up', () => {
    const { listing, lookup } = six();
    const found = listing({ grades: ['gold', 'private'] });
    const ids = found.selected({ kind: 'all', except: ['b'] });
    expect(ids).toEqual(['a', 'c']);
    expect(lookup.sums(ids)).toMatchObject({ count: 2, liabilities: [{ minor: 60 }, { minor: 40 }] });
    expect(found.selected({ kind: 'some', ids: ['a', 'gone'] })).toEqual(['a']);
  });
});

describe('neighbours', () => {
  it('stand before and after in the list, in its order', () => {
    const { listing } = six();
    const found = listing({ sort: 'assets', descending: true });
    expect(found.neighbours('b')).toEqual({ previous: 'a', next: 'c', position: 2, matching: 6 });
    expect(found.neighbours('a')).toEqual({ next: 'b', position: 1, matching: 6 });
    expect(found.neighbours('f')).toEqual({ previous: 'e', position: 6, matching: 6 });
  });

  it('go from group to group, closed ones too', () => {
    const found = six().listing({ group: 'grade', collapsed: ['gold'] });
    expect(found.neighbours('b')).toMatchObject({ next: 'a', position: 1 });
  });

  it('of a customer who left the list are those around the place', () => {
    const found = six().listing({ grades: ['gold'] });
    expect(found.neighbours('b')).toEqual({ matching: 2 });
    expect(found.neighbours('b', 1)).toEqual({ previous: 'a', next: 'c', matching: 2 });
  });
});

describe('what the list says of a file', () => {
  const today = dayNumberOf('2026-05-20');
  const holding = (fields: object) => ({
    id: 'h',
    rev: 1,
    category: 'asset',
    place: 'ours',
    status: 'active',
    balance: { minor: 100, currency: 'CNY' },
    ...fields,
  });
  const all = (...holdings: object[]) =>
    holdings.reduce<typeof emptySummary>((sum, one) => withHolding(sum, holding(one), today), emptySummary);

  it('is the next maturity from today on and the next instalment, of what is not closed', () => {
    const found = all(
      { maturesOn: '2026-05-19' },
      { maturesOn: '2026-08-01' },
      { maturesOn: '2026-06-01' },
      { maturesOn: '2026-05-21', status: 'closed' },
      { category: 'liability', instalments: { nextDueOn: '2026-05-25', overdue: 0 } },
    );
    expect(found).toMatchObject({
      maturity: dayNumberOf('2026-06-01'),
      instalment: dayNumberOf('2026-05-25'),
      problem: false,
    });
  });

  it('is a problem where something owed is overdue or in default', () => {
    const owed = { category: 'liability' };
    expect(all({ ...owed, status: 'defaulted' }).problem).toBe(true);
    expect(all({ ...owed, instalments: { overdue: 2 } }).problem).toBe(true);
    expect(all({ ...owed, status: 'overdue' }).problem).toBe(true);
    expect(all({ ...owed, instalments: { overdue: 0 } }).problem).toBe(false);
  });

  it('adds up what lies at other banks by currency, and the open tasks', () => {
    const there = { place: 'other_bank' };
    const euros = { ...there, balance: { minor: 900, currency: 'EUR' } };
    expect(all(there, euros, there).elsewhere).toEqual([
      { minor: 900, currency: 'EUR' },
      { minor: 200, currency: 'CNY' },
    ]);
    const tasks = ['open', 'done', 'open'].map((status) => ({ id: 't', rev: 1, status }));
    expect(tasks.reduce(withTask, emptySummary).openTasks).toBe(2);
  });
});

it.each([
  ['滨江市桂花街12号', '滨江市'],
  ['浙江省杭州市西湖区', '杭州市'],
  ['北京市朝阳区', '北京市'],
  ['上海浦东新区', '上海市'],
  ['新疆维吾尔自治区伊犁哈萨克自治州', '伊犁哈萨克自治州'],
  ['桂花街12号', undefined],
])('the town of %s is %s', (address, city) => {
  expect(cityOf(address)).toBe(city);
});
