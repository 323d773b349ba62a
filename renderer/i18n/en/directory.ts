import type { TextsLike } from '../shape.ts';
import type { directory as chinese } from '../zh-CN/directory.ts';

export const directory = {
  title: 'Directory',
  staff: 'Staff',
  branches: 'Branches',
  filter: 'Filter by name, number, role or branch',
  filterLabel: 'Filter the directory',
  column: {
    name: 'Name',
    code: 'Staff no.',
    role: 'Role',
    branch: 'Branch',
    level: 'Level',
    parent: 'Belongs to',
    staff: 'Staff',
  },
  shown_one: '{{count}} entry',
  shown_other: '{{count}} entries',
  empty: 'Nothing matches',
  emptyHint: 'Shorten the filter, or clear it.',
  none: 'The directory has not been downloaded yet',
  noneHint: 'It arrives by itself when the server is connected.',
} as const satisfies TextsLike<typeof chinese>;
