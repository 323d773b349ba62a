import { lazy } from 'react';

/** What other parts may use of the counter: its page, a chunk of its own. */
export const CounterPage = lazy(async () => ({
  default: (await import('./counter-page.tsx')).CounterPage,
}));
