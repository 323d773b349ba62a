import { lazy } from 'react';
import { GradeMark, KindIcon } from './customer-marks.tsx';
import { maskIdNumber, maskPhone } from './mask.ts';

/** What other parts may use of the customers feature. Each page is a chunk of its own, loaded when first opened. */
export const CustomersPage = lazy(async () => ({
  default: (await import('./customers-page.tsx')).CustomersPage,
}));

export const CustomerPage = lazy(async () => ({
  default: (await import('./customer-page.tsx')).CustomerPage,
}));

/** How a customer is marked and numbers are masked, small enough for screens that show one outside the file. */
export const customerMarks = { GradeMark, KindIcon, maskIdNumber, maskPhone };
