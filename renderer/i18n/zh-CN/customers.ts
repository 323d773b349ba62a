/** The customer list, the customer page, contact logs and tasks. */
export const customers = {
  title: '客户',
} as const;
