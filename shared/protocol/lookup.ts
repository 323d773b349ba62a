import { z } from 'zod';
import { line, uuid } from '../model/primitives.ts';

/** `POST /lookup`: a walk-in customer of another branch, by exactly what they show at the counter. */
export const lookupRequest = z.strictObject({
  by: z.enum(['idNumber', 'cardNo', 'customerNo']),
  value: line(40),
  /** For the record: why the file is opened. */
  reason: line(200),
});
export type LookupRequest = z.infer<typeof lookupRequest>;

/** Nothing but the id: the file itself comes by the feed. `not_found` for none and for one nobody may know of. */
export const lookupResponse = z.object({ customerId: uuid });
export type LookupResponse = z.infer<typeof lookupResponse>;
