import type { TextsLike } from '../shape.ts';
import type { errors as chinese } from '../zh-CN/errors.ts';

export const errors = {
  code: {
    bad_request:
      'The server did not understand this request. Reopen the program; if it happens again, tell IT.',
    payload_too_large: 'That was too much to send at once. Shorten the text and try again.',
    unauthenticated: 'Your session has ended. Sign in again; unsent edits are kept.',
    credentials_invalid: 'The username or the password is wrong. Check capital letters and try again.',
    branch_choice: 'You work at several branches. Choose one of them and sign in again.',
    password_change: 'This password is good for one sign-in. Choose one of your own to go on.',
    code_required: 'Type the code of your second factor to go on.',
    code_invalid: 'This code is not right, or was used already. Wait for the next one and type that.',
    second_factor_missing: 'The bank asks administrators for a second factor. Set one up in Settings first.',
    session_revoked: 'This session was revoked. Sign in again; if you did not expect it, tell IT.',
    user_disabled: 'This account is disabled. Ask your branch manager or IT.',
    demo_account_refused: 'Demo accounts work in the demo only. Sign in with your own account.',
    forbidden: 'Your role may not see this. If you need it, ask your branch manager.',
    device_not_approved:
      'The password is right, but this device is not approved yet. Tell IT the code below, and sign in again once they have approved it.',
    device_revoked: 'This device was shut out: nobody can sign in on it. If you did not expect it, ask IT.',
    not_found: 'This was not found; it may have moved. Go back to the page before.',
    method_not_allowed: 'The server does not support this. Update the program and try again.',
    rate_limited: 'Too many attempts. Wait a moment and try again.',
    client_too_old: 'This version is too old for the server. Update the program; unsent edits are kept.',
    server_too_old: 'The server is older than this program. Ask IT to update the server.',
    conflict: 'Somebody was faster, or something has to be done before this. Load again and look.',
    resync_required: 'The data on this device is being checked against the server. You can go on working.',
    busy: 'Many devices are being checked against the server. Yours will follow by itself; you can go on working.',
    unavailable: 'The server is not available now. You can go on working; it will sync by itself.',
    internal: 'The server had a fault. Try again later; if it happens again, tell IT.',
    offline: 'The server cannot be reached. Check the network; what is saved will be sent by itself.',
    offline_window_over:
      'The time allowed without contact to the server is over. Connect to the network to sign in.',
    no_offline_account:
      'This user has not signed in on this device yet. The first sign-in needs the server: check the network and try again.',
    second_factor_offline:
      'Your account needs a second factor, which only the server can check. Connect to the network and try again.',
    passphrase_choice: 'Choose a passphrase for this device first.',
    passphrase_required: 'Type the passphrase of this device.',
    provider_again: 'The single sign-on took too long or was used already. Begin it again.',
    provider_required:
      'Single sign-on is required this time. Connect to the network and sign in with the button below.',
    clock_behind:
      'This device’s clock is behind the last time it was used. Set the clock, or sign in online.',
    replica_in_use: 'Another window is using the data on this device. Go back to it, or close it first.',
    replica_broken: 'The data on this device cannot be opened. Sign in online to download it again.',
    storage_full: 'The disk is full and this was not saved. Free some space and save once more.',
    secrets_unavailable:
      'This device’s key store does not answer, so nothing can be opened. Unlock it if the system asks you to, wait a moment and try again.',
    worker_lost: 'Background sync has stopped. Reopen the program; what is saved is not lost.',
    timeout: 'This took too long. Try again; if it happens again, reopen the program.',
    locked: 'The screen is locked. Unlock it with your password or passphrase.',
    device_wiped:
      'The bank had the data on this device erased. Unsent edits are kept encrypted, and the device sends them. Ask IT.',
    not_signed_in: 'You are not signed in. Sign in first.',
    not_allowed: 'Your role may not do this. If you need to, ask your branch manager.',
    invalid: 'Something filled in is not valid. Check the fields that are marked.',
  },
  reason: {
    invalid: 'The content is not valid. Check it and enter it again.',
    unknown_field: 'The server does not know one of the fields. Update the program and enter it again.',
    field_not_writable: 'Your role may not change one of the fields. Ask a colleague who may.',
    append_only: 'Contact logs are not rewritten. Add a correction instead.',
    not_allowed: 'Your role may not make this edit. Ask a colleague who may.',
    already_exists: 'This exists already and need not be sent again. Check it, then discard this edit.',
    not_found: 'What was edited does not exist any more. Check it and enter it again.',
    out_of_scope:
      'The customer has moved to somebody else, who will decide on this edit. Nothing more to do for you.',
    made_elsewhere:
      'The device lost its identity after this edit. Whoever has charge of the customer will decide on it.',
    same_field_edited:
      'A colleague changed the same field first. Compare the two values and edit again if needed.',
    needs_approval: 'Core banking keeps this field. Your branch manager was asked to approve the change.',
  },
  unexpected: {
    title: 'Something went wrong on this page',
    description: 'What is saved is safe. Go back to Today, or reopen the program.',
    reload: 'Reopen',
  },
  wait_one: 'Try again in {{count}} second.',
  wait_other: 'Try again in {{count}} seconds.',
  fieldList: 'About: {{fields}}',
} as const satisfies TextsLike<typeof chinese>;
