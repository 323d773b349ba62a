import type { TextsLike } from '../shape.ts';
import type { overview as chinese } from '../zh-CN/overview.ts';

export const overview = {
  title: 'Branch overview',
  operations: 'Operations',
  asOf: 'As of {{time}}',
  refresh: 'Refresh',
  total: 'Total',
  empty: 'No branches to show',
  emptyHint: 'Your role has no branches to look at now. If you expected some, ask IT.',
  service: {
    title: 'Sync service',
    node: 'Node',
    startedAt: 'Started',
    stamping: 'This node stamps',
    listening: 'Listens for changes',
    streamClients: 'Connected clients',
    sessions: 'Active sessions',
    lag: 'Oldest change waiting',
    seconds_one: '{{count}} second',
    seconds_other: '{{count}} seconds',
    feedRows: 'Feed rows (estimate)',
    deadLetters: 'Unstamped changes',
    parked: 'Edits waiting for a decision',
    unreadable: 'Unreadable edits',
    yes: 'Yes',
    no: 'No',
  },
  column: {
    branch: 'Branch',
    customers: 'Customers',
    assets: 'Assets',
    liabilities: 'Liabilities',
    openTasks: 'Open tasks',
    overdueTasks: 'Overdue tasks',
  },
} as const satisfies TextsLike<typeof chinese>;
