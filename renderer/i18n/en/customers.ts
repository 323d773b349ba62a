import type { TextsLike } from '../shape.ts';
import type { customers as chinese } from '../zh-CN/customers.ts';

export const customers = {
  title: 'Customers',
} as const satisfies TextsLike<typeof chinese>;
