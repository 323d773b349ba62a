import { lazy } from 'react';

export const ReleasesPage = lazy(async () => ({
  default: (await import('./releases-page.tsx')).ReleasesPage,
}));
