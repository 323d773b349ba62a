import { expect, it } from 'vitest';
import { totalsOf } from './totals.ts';

const branch = (customers: number, amounts: { currency: string; assets: number; liabilities: number }[]) => ({
  branchId: 'b',
  name: '网点',
  nameEn: 'Branch',
  customers,
  openTasks: 2,
  overdueTasks: 1,
  amounts,
});

it('amounts are added within a currency, never across', () => {
  const totals = totalsOf([
    branch(3, [{ currency: 'CNY', assets: 100, liabilities: 10 }]),
    branch(4, [
      { currency: 'CNY', assets: 50, liabilities: 5 },
      { currency: 'CZK', assets: 7, liabilities: 0 },
    ]),
  ]);
  expect(totals).toEqual({
    customers: 7,
    openTasks: 4,
    overdueTasks: 2,
    amounts: [
      { currency: 'CNY', assets: 150, liabilities: 15 },
      { currency: 'CZK', assets: 7, liabilities: 0 },
    ],
  });
});
