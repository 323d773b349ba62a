import type { TextsLike } from '../shape.ts';
import type { shift as chinese } from '../zh-CN/shift.ts';

export const shift = {
  title: 'My shift',
  since: 'Signed in at {{time}} · {{branch}}',
  summary: 'Since you signed in',
  contacts: 'Contacts logged',
  others: 'Other edits',
  unsent: 'Not sent yet',
  attention: 'To look at',
  unsentKept:
    'What has not been sent is kept encrypted on this device. After you sign out the device sends it by itself.',
  allSent: 'The server has all your edits.',
  list: 'Edits of this shift',
  empty: 'No edits since you signed in',
  emptyHint: 'Contacts and edits that you enter are listed here, each with where it stands.',
  column: { time: 'Time', what: 'What', customer: 'Customer', state: 'State' },
  more_one: '{{count}} earlier edit is not listed.',
  more_other: '{{count}} earlier edits are not listed.',
  open: 'See my shift',
} as const satisfies TextsLike<typeof chinese>;
