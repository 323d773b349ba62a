import type { TextsLike } from '../shape.ts';
import type { policy as chinese } from '../zh-CN/policy.ts';

export const policy = {
  all: 'Everybody',
  devices: 'Letting devices in, and alerts',
  for: 'For whom',
  group: {
    sessions: 'Signing in and locking',
    protection: 'Protecting information',
    updates: 'Servers and updates',
    work: 'Reminders and language',
  },
  column: { name: 'Policy', setFor: 'Set for: {{who}}', set: 'Set', holds: 'In force', source: 'Set by' },
  source: {
    role: 'this role',
    all: 'for everybody',
    builtIn: 'built in',
    byRole: 'built in',
    here: 'set here',
  },
  byRole: 'differs by role',
  unset: 'not set',
  asForAll: 'As for everybody',
  asBuiltIn: 'As built in',
  takeBack: '{{name}}: back to “{{as}}”',
  days_one: '{{count}} day',
  days_other: '{{count}} days',
  wrong: 'Not in the right form',
  wrongNumber: 'A whole number from {{min}} to {{max}}',
  wrongSomewhere: 'Something is not right yet: correct it first',
  unsaved_one: '{{count}} change not saved',
  unsaved_other: '{{count}} changes not saved',
  discard: 'Discard',
  save: 'Save…',
  saveTitle: 'Save the policy',
  effect:
    'Devices follow with their next sign-in or refresh, within ten minutes where somebody works. What the program does before a sign-in follows from its next start.',
  fromTo: '{{before}} → {{after}}',
  submit: 'Save the policy',
  problem: 'Not saved: a value is not valid. Check and try again.',
  conflict:
    'Somebody has just changed the policy. Cancel, load this page again, check, and enter your changes anew.',
  invalid: {
    client_policy:
      'The policy in the database (client_policy) is not valid and not in force: what is built in holds. Saving here replaces it.',
    devices:
      'The settings of devices in the database (devices) are not valid and let no new device in. Saving here replaces them.',
  },
  names: {
    lockedHours: 'Syncing once locked',
    signOut: 'Data here after sign-out',
    secondFactor: 'Second factor of administrators',
    reminderLeadDays: {
      instalment: 'Remind ahead: loan instalments',
      maturity: 'Remind ahead: maturities',
      birthday: 'Remind ahead: birthdays',
      schedule: 'Remind ahead: schedule',
      complaint: 'Remind ahead: complaints',
    },
    notifications: 'Desktop notifications',
    approval: 'New devices need approval',
    alerts: {
      silentDays: 'Alert when not heard from for',
      unsentEdits: 'Alert at so many unsent edits',
      clockMinutes: 'Alert when the clock is off by',
      failedSyncs: 'Alert at so many failed syncs in a row',
    },
  },
  hints: {
    serverUrls: 'One a line, tried in this order, as https://crm.bank.example',
    externalHosts: 'One host a line',
    updateChannel: 'Lowercase letters, digits and hyphens',
    updateRing: 'pilot: among the pilot devices',
    updateHours: 'As 22:00-06:00',
    lockedHours: '0: signed out at once',
    approval: 'Nobody signs in there until IT approves it under Devices',
  },
  values: {
    any: { true: 'on', false: 'off' },
    signOut: { keep: 'kept, encrypted', erase: 'deleted' },
    secondFactor: { off: 'not used', optional: 'as they wish', required: 'required' },
    approval: { none: 'no', required: 'yes' },
  },
} as const satisfies TextsLike<typeof chinese>;
