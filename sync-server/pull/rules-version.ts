import { createHash } from 'node:crypto';
import { RULES_VERSION } from '#shared/access/ability.ts';
import { type Rights, takenFromSight } from '#shared/access/field-rules.ts';
import { collectionNames } from '#shared/model/collections.ts';

/**
 * What a replica was filled by. It changes with what is hidden from the role, for documents then hold more or less, and
 * not with what is only read-only: nobody downloads anything afresh for that.
 */
export function rulesVersionOf(rights: Rights): string {
  const version = `${RULES_VERSION}:${rights.role}`;
  const hidden = collectionNames
    .flatMap((name) => takenFromSight(rights, name).map((field) => `${name}.${field}`))
    .sort();
  if (hidden.length === 0) return version;
  return `${version}:${createHash('sha256').update(hidden.join(' ')).digest('hex').slice(0, 16)}`;
}
