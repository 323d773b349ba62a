import { type ListArrangement, type ListFilters, noFilters, plainArrangement } from './list-arrangement.ts';

export const builtInIds = [
  'all',
  'mine',
  'maturing',
  'notContacted',
  'highGrade',
  'dormant',
  'birthdays',
  'problemLoans',
] as const;
export type BuiltInId = (typeof builtInIds)[number];

const columnsOf = (...columns: ListArrangement['columns']): Pick<ListArrangement, 'columns'> => ({ columns });
const only = (filters: Partial<ListFilters>): Pick<ListArrangement, 'filters'> => ({
  filters: { ...noFilters, ...filters },
});

/** Views that everybody has: the questions a relationship manager's day begins with. */
export const builtInViews: Record<BuiltInId, ListArrangement> = {
  all: plainArrangement,
  mine: { ...plainArrangement, ...only({ mine: true }) },
  maturing: {
    ...plainArrangement,
    ...only({ maturingDays: 30 }),
    ...columnsOf('name', 'maturity', 'assets', 'grade', 'mobile', 'lastContactAt', 'openTasks', 'managerId'),
    sort: 'maturity',
    descending: false,
  },
  notContacted: {
    ...plainArrangement,
    ...only({ notContactedDays: 90 }),
    ...columnsOf('name', 'lastContactAt', 'grade', 'assets', 'openTasks', 'mobile', 'tags', 'managerId'),
  },
  highGrade: {
    ...plainArrangement,
    ...only({ grades: ['private', 'diamond'] }),
    ...columnsOf(
      'name',
      'grade',
      'assets',
      'liabilities',
      'elsewhere',
      'nextDue',
      'lastContactAt',
      'managerId',
    ),
  },
  dormant: {
    ...plainArrangement,
    ...only({ lifecycles: ['dormant', 'lost'] }),
    ...columnsOf('name', 'lifecycle', 'assets', 'lastContactAt', 'mobile', 'managerId', 'openedOn'),
  },
  birthdays: {
    ...plainArrangement,
    ...only({ birthdayThisMonth: true }),
    ...columnsOf('name', 'birthday', 'birthDate', 'grade', 'assets', 'mobile', 'lastContactAt', 'managerId'),
    sort: 'birthday',
    descending: false,
  },
  problemLoans: {
    ...plainArrangement,
    ...only({ problem: true }),
    ...columnsOf(
      'name',
      'nextDue',
      'liabilities',
      'assets',
      'grade',
      'mobile',
      'lastContactAt',
      'openTasks',
      'managerId',
    ),
    sort: 'liabilities',
  },
};

export function isBuiltIn(id: string): id is BuiltInId {
  return (builtInIds as readonly string[]).includes(id);
}
