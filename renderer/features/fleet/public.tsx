import { lazy } from 'react';

export const FleetPage = lazy(async () => ({
  default: (await import('./fleet-page.tsx')).FleetPage,
}));
