import { z } from 'zod';

/** Why an edit was refused or set aside. A closed list: each has a sentence in both languages. */
export const rejectReason = z.enum([
  'invalid',
  'unknown_field',
  'field_not_writable',
  'append_only',
  'not_allowed',
  'already_exists',
  'not_found',
  'out_of_scope',
  'made_elsewhere',
  'same_field_edited',
  'needs_approval',
]);
export type RejectReason = z.infer<typeof rejectReason>;
