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
  wait_one: 'Too many attempts: try again in {{count}} second.',
  wait_other: 'Too many attempts: try again in {{count}} seconds.',
  starting: 'Opening the data on this device…',
  startFailed: 'The data on this device could not be opened',
  promise: {
    offline: 'Works without the line and syncs when it is back',
    search: 'Finds a customer by name, pinyin or initials in a second',
    safe: 'What is saved is on disk, and every edit is accounted for',
  },
} as const satisfies TextsLike<typeof chinese>;
