import { lazy } from 'react';

export const DirectoryPage = lazy(async () => ({
  default: (await import('./directory-page.tsx')).DirectoryPage,
}));
