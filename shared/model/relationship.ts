import { z } from 'zod';
import { line, phone, uuid } from './primitives.ts';

export const relationshipKind = z.enum([
  'spouse',
  'parent',
  'child',
  'sibling',
  'employer',
  'employee',
  'guarantor',
  'guaranteed',
  'shareholder',
  'investee',
  'referrer',
  'referred',
  'contact_person',
  'disponent',
  'account_owner',
]);

/**
 * One side of a relationship: `customerId`'s file says what the other is to this customer. Each side is a document
 * of its own file, so that a file can be had whole without seeing the other one.
 */
export const relationship = z.strictObject({
  id: uuid,
  customerId: uuid,
  kind: relationshipKind,
  relatedName: line(120),
  relatedCustomerId: uuid.optional(),
  title: line(60).optional(),
  mobile: phone.optional(),
  /** Share held, in basis points. */
  shareBasisPoints: z.int().min(0).max(10000).optional(),
});
export type Relationship = z.infer<typeof relationship>;
