import { lazy } from 'react';

/** What other parts may use of the customers feature. Each page is a chunk of its own, loaded when first opened. */
export const CustomersPage = lazy(async () => ({
  default: (await import('./customers-page.tsx')).CustomersPage,
}));

export const CustomerPage = lazy(async () => ({
  default: (await import('./customer-page.tsx')).CustomerPage,
}));
