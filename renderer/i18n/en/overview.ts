import type { TextsLike } from '../shape.ts';
import type { overview as chinese } from '../zh-CN/overview.ts';

export const overview = {
  title: 'Branches',
  operations: 'Operations',
  asOf: 'As of {{time}}',
  refresh: 'Refresh',
  total: 'Total',
  empty: 'No branches to show',
  emptyHint: 'Your role has no branches to look at now. If you expected some, ask IT.',
  column: {
    branch: 'Branch',
    customers: 'Customers',
    retail: 'Retail',
    corporate: 'Corporate',
    assets: 'Assets',
    liabilities: 'Liabilities',
    contacts: 'Contacts, 30 days',
    openTasks: 'Open tasks',
    overdueTasks: 'Overdue tasks',
  },
} as const satisfies TextsLike<typeof chinese>;
