import type { TextsLike } from '../shape.ts';
import type { outbox as chinese } from '../zh-CN/outbox.ts';

export const outbox = {
  title: 'Unsent edits and edits to look at',
  empty: 'Every edit has been accepted by the server',
  emptyHint: 'What you enter offline is listed here until it has been sent.',
  waiting: 'Waiting to be sent',
  attention: 'To look at',
  recent: 'Sent lately',
  explain: {
    pending: 'Safe on this device; it is sent by itself when the connection is back.',
    sending: 'Being sent; no answer yet.',
    conflict: 'Somebody changed the same field first. The file holds their value; yours is kept here.',
    parked: 'The customer has moved to somebody else, who will decide on this edit.',
    rejected: 'The server did not accept this edit.',
  },
  value: { field: 'Field', base: 'Before', mine: 'Mine', empty: '(empty)' },
  by: '{{name}} at {{time}}',
  openCustomer: 'Open customer',
  go: { parked: 'Look', other: 'Decide' },
  goLabel: '{{action}}: {{what}}',
  waitingForYou_one: '{{count}} edit of a colleague waits for you',
  waitingForYou_other: '{{count}} edits of colleagues wait for you',
  enteredAt: 'Entered {{time}}',
  changes: 'What was changed',
  noCustomer: 'Customer not on this device',
} as const satisfies TextsLike<typeof chinese>;
