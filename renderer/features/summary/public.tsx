import { lazy } from 'react';

export const SummaryPage = lazy(async () => ({
  default: (await import('./summary-page.tsx')).SummaryPage,
}));
