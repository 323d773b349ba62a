import { z } from 'zod';
import { fieldRule, fieldRules } from '../access/field-rules.ts';
import { roleName } from '../access/roles.ts';
import { collectionNames } from '../model/collections.ts';
import { line } from '../model/primitives.ts';

/** `GET /admin/field-rules`, and the answer to a change: what was taken from each role beyond what the code says. */
export const fieldRuleSettings = z.object({
  /** Another one after each change, whoever made it. */
  version: line(64),
  roles: z.record(roleName, fieldRules),
  /** Roles of which something in the database could not be read, and is taken as strictly as it could be meant. */
  unreadable: z.array(roleName),
});
export type FieldRuleSettings = z.infer<typeof fieldRuleSettings>;

/**
 * `POST /admin/field-rules`: takes the place of all that was taken from one role; `conflict` when `version` is not the
 * present one, `bad_request` for a field of which this cannot be taken.
 */
export const fieldRuleChange = z.strictObject({
  version: line(64),
  role: roleName,
  rules: z.partialRecord(z.enum(collectionNames), z.record(z.string().max(60), fieldRule)),
  reason: line(200),
});
export type FieldRuleChange = z.infer<typeof fieldRuleChange>;
