import type { TextsLike } from '../shape.ts';
import type { walkIn as chinese } from '../zh-CN/walk-in.ts';

export const walkIn = {
  title: 'Look up in the whole bank',
  offer: 'Look this number up in the whole bank…',
  offerHint:
    'This customer is not on this device. If they show an ID, a card or a customer number, look them up in the whole bank.',
  explain:
    'Type exactly what the customer shows. A file that is found can be used here until close of business; the look-up and its reason are kept on record.',
  by: 'Kind of number',
  kind: { idNumber: 'ID document', cardNo: 'Bank card', customerNo: 'Customer no.' },
  value: 'Number',
  why: 'Reason',
  choose: 'Choose',
  reason: {
    counter: 'Business at the counter',
    card: 'Trouble with a card or PIN',
    loss: 'Report of a loss',
    loan: 'Loan enquiry or application',
    complaint: 'Complaint or dispute',
    other: 'Other',
  },
  detail: 'Details (optional)',
  detailNeeded: 'Details',
  missing: {
    value: 'Type the number that the customer shows.',
    reason: 'Choose a reason; the record keeps it.',
    detail: 'Say why; the record keeps it.',
  },
  submit: 'Look up',
  notFound:
    'No customer in the bank has this number, or the file cannot be opened here. Check number and kind with the customer.',
  offline: 'A look-up in the whole bank needs the server. Try again when the connection is back.',
  arriving: {
    soon: 'Found. The file is on its way and opens when it is here.',
    long: 'The line is slow and the file is still on its way. You may close this: it will be in the customer list.',
  },
  withoutFile: 'Note the contact without the file',
  unattached: {
    title: 'Note the contact, file it later',
    explain:
      'While the server cannot be reached, note the contact here. When it is back, the customer is found by the number and the contact joins the file.',
    name: 'Name as given',
    note: 'Note',
    save: 'Save',
    saved: 'Contact saved on this device, waiting for its file',
    waiting: 'Contacts waiting for their file',
    state: {
      waiting: 'Waiting',
      matched: 'Filed',
      unknown: 'Number unknown',
      discarded: 'Discarded',
    },
    nameless: 'No name given',
    open: 'Open the file',
    notHere: 'Filed with a customer of another branch',
    unknownHint: 'No customer in the bank has this number. Correct it, or discard the contact.',
    fix: 'Correct the number',
    fixed: 'Number corrected, waiting for the file',
    discard: 'Discard',
    discarded: 'Discarded',
    newNumber: 'The right number',
  },
} as const satisfies TextsLike<typeof chinese>;
