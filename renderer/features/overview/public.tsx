import { lazy } from 'react';

export const BranchesPage = lazy(async () => ({
  default: (await import('./branches-page.tsx')).BranchesPage,
}));

export const OperationsPage = lazy(async () => ({
  default: (await import('./operations-page.tsx')).OperationsPage,
}));
