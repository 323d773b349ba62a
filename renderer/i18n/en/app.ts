import type { TextsLike } from '../shape.ts';
import type { app as chinese } from '../zh-CN/app.ts';

export const app = {
  product: 'Branchline',
  tagline: 'The branch’s customer workbench',
  skipToContent: 'Skip to content',
  nav: {
    label: 'Main',
    today: 'Today',
    calendar: 'Calendar',
    counter: 'Counter',
    customers: 'Customers',
    complaints: 'Complaints',
    inbox: 'To look at',
    outbox: 'Unsent',
    administration: 'Administration',
    overview: 'Branches',
    operations: 'Operations',
    devices: 'Devices',
    releases: 'Releases',
    audit: 'Audit log',
    directory: 'Directory',
    settings: 'Settings',
    shift: 'My shift',
  },
  action: {
    save: 'Save',
    cancel: 'Cancel',
    close: 'Close',
    retry: 'Try again',
    undo: 'Undo',
    lock: 'Lock',
    switchUser: 'Switch user',
    signOut: 'Sign out',
    syncNow: 'Sync now',
  },
  order: {
    reason: 'Reason, for the record',
    reasonMissing: 'Say why; the record keeps it.',
    offline: 'This needs the server. What you typed stays; try again when the connection is back.',
  },
  user: { offlineMode: 'Signed in offline' },
  search: {
    none: 'No customer matches “{{text}}”',
    noneHint: 'Try pinyin initials, the customer number, or the last four digits of an ID or a phone.',
    results_one: '{{count}} customer found',
    results_other: '{{count}} customers found',
    more: 'Only the first {{limit}} are shown: type a little more.',
    searching: 'Searching…',
    matched: {
      name: 'Name',
      pinyin: 'Pinyin',
      initials: 'Initials',
      customerNo: 'Customer no.',
      idNumber: 'ID number',
      phone: 'Phone',
      employer: 'Employer',
      address: 'Address',
    },
  },
  sync: {
    unknown: 'Connecting…',
    online: 'In sync',
    offline: 'Offline',
    refused: 'Sync refused',
    diskFull: 'Disk full',
    pushing: 'Sending',
    repairing: 'Restoring data',
    comparing: 'Checking data',
    comparingNote:
      'The data on this device are being compared with the server, and what differs is brought up to date. Unsent edits are safe; you can go on working.',
    firstSync: 'First download',
    firstSyncProgress: 'First download: {{done}} of {{total}} customers',
    firstSyncHint: 'You can start working: customers that have arrived can be read and edited.',
    unsent_one: '{{count}} unsent',
    unsent_other: '{{count}} unsent',
    attention_one: '{{count}} to look at',
    attention_other: '{{count}} to look at',
    openUnsent: 'Show unsent edits',
    lastSync: 'Last sync {{time}}',
    never: 'Not synced yet',
  },
  banner: {
    signInAgain: 'Your session has ended, so nothing is being synced. Unsent edits are kept on this device.',
    signInAgainAction: 'Sign in again',
    update: 'A new version is ready.',
    updateAction: 'Reload',
    updateTyping: 'Save what you are typing first.',
    diskFull:
      'The disk is full, so what arrives cannot be stored on this device. Free some space and it goes on by itself. Whatever was shown as saved is safe.',
  },
  clock: {
    wrong:
      'This device’s clock is wrong: please have it set. Work is saved and synced as usual, but noted under the wrong time.',
    times: 'Device {{device}} · Bank {{bank}}',
  },
  repair: {
    label: 'Repair',
    damaged:
      'Part of the data on this device was damaged and is being fetched again. Unsent edits are safe; you can go on working.',
    rebuilt:
      'The data on this device were damaged and are being downloaded again. Unsent edits are safe; you can go on working.',
    waiting:
      'Part of the data on this device was damaged and will be fetched again when the server can be reached. Unsent edits are safe.',
    progress: '{{done}} of {{total}}',
  },
  signOut: {
    title: 'Sign out',
    typed:
      'What you are typing is not saved. It stays on this device as an encrypted draft and is back when you open the form again; deleting the data here deletes it too.',
    unsent_one:
      '{{count}} edit has not been sent. It is kept sealed on this device, which sends it without your signing in again.',
    unsent_other:
      '{{count}} edits have not been sent. They are kept sealed on this device, which sends them without your signing in again.',
    kept: 'Your data stay on this device, encrypted: the next sign-in need not download them again.',
    erased:
      'By the bank’s rule, signing out deletes the data on this device; the next sign-in downloads them.',
    erase: 'Also delete the data on this device',
    confirmErase: 'Delete and sign out',
  },
  command: {
    needsCustomer: 'Open a customer first',
    needsCustomerHint: 'Find the customer above, open the file, then add.',
  },
  relative: {
    overdue_one: '{{count}} day overdue',
    overdue_other: '{{count}} days overdue',
    justNow: 'just now',
  },
  unmask: {
    failed: 'Not shown: that somebody asked could not be recorded',
  },
  saveState: {
    saving: 'Saving…',
    saved: 'Saved on this device',
    pending: 'Saved, not sent yet',
    sending: 'Sending',
    accepted: 'Accepted by the server',
    merged: 'Merged with another edit',
    conflict: 'Conflicts with another edit',
    parked: 'Handed to its owner',
    requested: 'Waiting for approval',
    rejected: 'Not accepted',
    failed: 'Not saved',
  },
  draft: { restored: 'What you typed before is back', discard: 'Empty the form' },
  state: {
    loading: 'Loading…',
    failed: 'Could not be loaded',
    offlineTitle: 'This page needs the server',
    offlineHint: 'These figures are kept on the server. Try again when the connection is back.',
  },
  notFound: {
    title: 'There is no such page',
    description: 'The address may have changed. Use the navigation on the left.',
  },
} as const satisfies TextsLike<typeof chinese>;
