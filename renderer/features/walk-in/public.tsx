import { lazy } from 'react';

import { typedNumber as read } from './typed-number.ts';

/** The number that somebody most likely typed, where it is one to look a customer up by. */
export const typedNumber = read;

export const LookUpDialog = lazy(async () => ({
  default: (await import('./look-up-dialog.tsx')).LookUpDialog,
}));
