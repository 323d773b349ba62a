import type { OverviewResponse } from '#shared/protocol/overview.ts';

export type BranchOverview = OverviewResponse['branches'][number];

export interface Totals {
  customers: number;
  openTasks: number;
  overdueTasks: number;
  amounts: BranchOverview['amounts'];
}

/** Sums over branches; amounts of different currencies are never added to each other. */
export function totalsOf(branches: readonly BranchOverview[]): Totals {
  const byCurrency = new Map<string, { assets: number; liabilities: number }>();
  const totals = { customers: 0, openTasks: 0, overdueTasks: 0 };
  for (const branch of branches) {
    totals.customers += branch.customers;
    totals.openTasks += branch.openTasks;
    totals.overdueTasks += branch.overdueTasks;
    for (const { currency, assets, liabilities } of branch.amounts) {
      const sum = byCurrency.get(currency) ?? { assets: 0, liabilities: 0 };
      byCurrency.set(currency, { assets: sum.assets + assets, liabilities: sum.liabilities + liabilities });
    }
  }
  const amounts = [...byCurrency].map(([currency, sum]) => ({ currency, ...sum }));
  return { ...totals, amounts };
}
