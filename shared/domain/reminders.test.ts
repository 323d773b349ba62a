import { describe, expect, it } from 'vitest';
import type { Customer } from '../model/customer.ts';
import type { Holding } from '../model/holding.ts';
import { stableId } from './ids.ts';
import { dueReminders } from './reminders.ts';

const today = '2026-11-21';
const cny = (minor: number) => ({ minor, currency: 'CNY' });

function customer(name: string, birthDate: string): Customer {
  const id = stableId(name);
  return {
    id,
    customerId: id,
    customerNo: name,
    kind: 'retail',
    name,
    branchId: stableId('branch'),
    openedOn: '2020-01-01',
    lifecycle: 'active',
    grade: 'gold',
    birthDate,
  };
}

function holding(change: Partial<Holding>): Holding {
  return {
    id: stableId(JSON.stringify(change)),
    customerId: stableId('li'),
    category: 'asset',
    kind: 'time',
    place: 'ours',
    status: 'active',
    productName: '定期存款',
    balance: cny(5_000_000),
    openedOn: '2025-11-25',
    ...change,
  };
}

const loan = (nextDueOn: string, overdue: number) =>
  holding({
    category: 'liability',
    kind: 'loan',
    instalments: { amount: cny(803_300), count: 12, paid: 3, nextDueOn, overdue },
  });

describe('reminders', () => {
  it('reminds of a deposit that matures within the lead time, and of none later or past', () => {
    const holdings = ['2026-11-21', '2026-12-21', '2026-12-22', '2026-11-20'].map((maturesOn) =>
      holding({ maturesOn }),
    );
    expect(dueReminders({ customers: [], holdings, today }).map((reminder) => reminder.dueOn)).toEqual([
      '2026-11-21',
      '2026-12-21',
    ]);
  });

  it('puts overdue instalments first and leaves far ones out', () => {
    const holdings = [
      holding({ maturesOn: '2026-11-22' }),
      loan('2026-11-25', 0),
      loan('2026-12-10', 2),
      loan('2026-12-11', 0),
    ];
    expect(dueReminders({ customers: [], holdings, today }).map(({ kind, dueOn }) => [kind, dueOn])).toEqual([
      ['instalment', '2026-12-10'],
      ['maturity', '2026-11-22'],
      ['instalment', '2026-11-25'],
    ]);
  });

  it('is silent about closed holdings', () => {
    const holdings = [holding({ maturesOn: '2026-11-22', status: 'closed' })];
    expect(dueReminders({ customers: [], holdings, today })).toEqual([]);
  });

  it('reminds of birthdays over the turn of the year', () => {
    const customers = [customer('li', '1980-01-03'), customer('wu', '1980-01-09')];
    const found = dueReminders({ customers, holdings: [], today: '2026-12-30' });
    expect(found.map(({ customerId, dueOn }) => [customerId, dueOn])).toEqual([
      [stableId('li'), '2027-01-03'],
    ]);
  });
});
