import type { TextsLike } from '../shape.ts';
import type { session as chinese } from '../zh-CN/session.ts';

export const session = {
  title: 'Sign in',
  username: 'Username',
  usernamePlaceholder: 'Staff number or username',
  password: 'Password',
  submit: 'Sign in',
  submitting: 'Signing in…',
  capsLock: 'Caps Lock is on',
  showPassword: 'Show what is typed',
  hidePassword: 'Hide what is typed',
  language: 'Language',
  required: { username: 'Enter your username.', password: 'Enter your password.' },
  server: {
    checking: 'Connecting to the server…',
    reachable: 'Server connected',
    unreachable:
      'The server cannot be reached. Whoever has signed in on this device before can sign in offline.',
    unreachableNew:
      'The server cannot be reached. The first sign-in needs it; sign in when the connection is back.',
  },
  people: 'Signed in here before',
  branch: {
    title: '{{username}}: at which branch do you work now?',
    titleUnnamed: 'At which branch do you work now?',
    hint: 'Without the server, only branches whose data is on this device can be chosen.',
    submit: 'Sign in here',
    back: 'Back to the password',
  },
  change: {
    title: '{{username}}: choose your password',
    hint: 'The password you were given is good for this sign-in only. At least {{count}} characters; a sentence is easiest to keep in mind.',
    first: 'New password',
    again: 'New password once more',
    submit: 'Set password and sign in',
    fault: {
      short: 'At least {{count}} characters.',
      same: 'Choose another than the one you were given.',
      named: 'It must not contain the username.',
      plain: 'Too few different characters.',
    },
    different: 'The two are not the same.',
  },
  code: {
    title: '{{username}}: second factor',
    titleUnnamed: 'Second factor',
    label: 'Code',
    hint: 'The six digits your authenticator shows now. Without your phone: one of your recovery codes.',
    missing: 'Type the code.',
    submit: 'Sign in',
  },
  provider: {
    or: 'or',
    offline: 'This way needs the server. Offline, type your username and the passphrase of this device.',
    waiting: 'Waiting for the browser…',
    waitingHint: 'A browser window is open. Once you have signed in there, it goes on here by itself.',
    starting: 'Opening the browser…',
    cancel: 'Cancel',
    answered: 'You have signed in. Go back to Branchline.',
    returned: 'Go back to Branchline.',
    answeredHint: 'You can close this window.',
    problem: {
      unreachable:
        'The bank’s single sign-on cannot be reached. Try again later; whoever has signed in here before can use their username and passphrase.',
      cancelled: 'You did not finish the sign-in in the browser.',
      refused:
        'The answer of the bank’s single sign-on could not be verified. Try again; if it fails again, tell IT.',
      expired: 'It took too long, and the sign-in has ended. Begin it again.',
      other_browser:
        'The answer came from another browser. Finish the sign-in in the browser window that was opened.',
      unknown_person: 'No one in Branchline is linked to your single sign-on account. Ask IT.',
      user_disabled: 'This account is disabled. Ask your branch manager or IT.',
      other_account: 'This username is linked to another single sign-on account. Ask IT.',
      blocked: 'The sign-in window did not open. Where the browser blocks pop-ups, allow them and try again.',
    },
  },
  passphrase: {
    label: 'Passphrase',
    orPassword: 'Password or passphrase',
    required: 'Type your passphrase.',
    title: '{{username}}: the passphrase of this device',
    hint: 'The passphrase is for this device only: it unlocks the screen, and signs you in offline.',
    submit: 'Sign in',
    forgotten: 'I forgot the passphrase',
    wrong: 'The passphrase is wrong. Check capital letters and try again.',
    chooseTitle: '{{username}}: choose a passphrase for this device',
    chooseHint:
      'It unlocks the screen and signs you in offline. It stays on this device and has nothing to do with your single sign-on password. At least {{count}} characters; a sentence is easiest to keep in mind.',
    anewHint:
      'The old one is void. The data on this device and unsent edits are kept. At least {{count}} characters.',
    first: 'Passphrase',
    again: 'Passphrase once more',
    choose: 'Set passphrase and sign in',
    back: 'Back to the sign-in',
  },
  lock: {
    title: 'Locked',
    who: '{{name}}’s screen is locked',
    submit: 'Unlock',
    submitting: 'Unlocking…',
    wrong: 'The password is wrong. Check capital letters and try again.',
    switch: 'Sign in as somebody else',
    switchTitle: 'Switch user',
    waiting: '{{name}}’s session is locked and ends when somebody else signs in.',
    typed:
      '{{name}} has typed something that is not saved. It stays here as an encrypted draft that nobody else can open; their next sign-in brings it back.',
    again: 'The server asks {{name}} to sign in again. Open pages and what was being typed stay.',
    over: 'The time allowed without contact to the server is over. {{name}} signs in again once the server can be reached. Open pages and what was being typed stay.',
    back: 'Back',
    backTo: 'Back to {{name}}’s locked screen',
  },
  ended: {
    erasing: 'Deleting the data on this device…',
    erased: 'The data on this device is deleted.',
    erase_failed:
      'Some data on this device could not be deleted. Reopen the program, sign in and delete it again; if it fails again, tell IT.',
    disabled: 'This account is disabled, and its session has ended. Ask your branch manager or IT.',
    wiped:
      'The bank had the data on this device erased. Unsent edits are kept encrypted, and the device sends them. Ask IT.',
  },
  wait_one: 'Too many attempts: try again in {{count}} second.',
  wait_other: 'Too many attempts: try again in {{count}} seconds.',
  fingerprint: 'Code of this device: {{fingerprint}}',
  starting: 'Opening the data on this device…',
  startFailed: 'The data on this device could not be opened',
  promise: {
    offline: 'Works offline and syncs when the line is back',
    search: 'Finds a customer by name, pinyin or initials in a second',
    safe: 'What is saved is on disk, and every edit is accounted for',
  },
} as const satisfies TextsLike<typeof chinese>;
