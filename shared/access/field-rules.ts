import { z } from 'zod';
import { type CollectionName, collections, fileCollections } from '../model/collections.ts';
import type { RoleName } from './roles.ts';

/** What a bank's IT takes from a role of one field: to see it at all, or to change it where it is. */
export const fieldRule = z.enum(['hidden', 'readOnly']);
export type FieldRule = z.infer<typeof fieldRule>;

/**
 * What was taken from one role, by collection and field. It only ever takes: what the rules of the code do not give
 * is not given by anything that stands here. A newer server may name collections and fields that this version does not
 * know: there is nothing of them here to take.
 */
export const fieldRules = z.record(z.string().max(60), z.record(z.string().max(60), fieldRule));
export type FieldRules = z.infer<typeof fieldRules>;

/** Whose rights over fields are asked for: the rules of the role, less what was taken from it. */
export interface Rights {
  readonly role: RoleName;
  readonly taken: FieldRules;
}

/** A role as the code has it. */
export function asDesigned(role: RoleName): Rights {
  return { role, taken: {} };
}

/** Optional fields that the program works with: a form or the server would go on without them, and wrongly. */
const needed: Partial<Record<CollectionName, readonly string[]>> = {
  customers: ['managerId', 'nameGenerated'],
  contactLogs: ['correctsId', 'offer'],
  // A task of a series hands them on to the next, which whoever completes it makes.
  tasks: ['time', 'minutes', 'place', 'repeats', 'previousId', 'note', 'completedAt', 'completedById'],
  holdings: ['productId'],
  relationships: ['relatedCustomerId'],
  cases: ['resolution', 'resolvedAt', 'resolvedById'],
};

/**
 * Where single fields can be made read-only. The others of tasks and cases change together, with what somebody does:
 * an act half of which is refused would be refused whole.
 */
const lockable: Partial<Record<CollectionName, readonly string[] | 'all'>> = {
  customers: 'all',
  relationships: 'all',
  tasks: ['assigneeId'],
  cases: ['ownerId'],
};

/** Why a field cannot be hidden from anybody; `undefined`: it can. */
export type NotHidable = 'required' | 'needed' | 'elsewhere';

export function whyNotHidable(collection: CollectionName, field: string): NotHidable | undefined {
  if (!fileCollections.includes(collection)) return 'elsewhere';
  const { schema } = collections[collection];
  const shape = ('shape' in schema ? schema.shape : {}) as Record<string, z.ZodType>;
  if (!Object.hasOwn(shape, field)) return 'elsewhere';
  if (shape[field]?.safeParse(undefined).success !== true) return 'required';
  return needed[collection]?.includes(field) ? 'needed' : undefined;
}

/** Whether a field can be made read-only for whoever may change it. */
export function isLockable(collection: CollectionName, field: string): boolean {
  const fields = lockable[collection] ?? [];
  return fields === 'all' || fields.includes(field);
}

function ruleOf({ taken }: Rights, collection: CollectionName, field: string): FieldRule | undefined {
  const rules = taken[collection];
  return rules !== undefined && Object.hasOwn(rules, field) ? rules[field] : undefined;
}

/** Fields that were hidden from a role beyond what the code hides; one that cannot be hidden is not among them. */
export function takenFromSight(rights: Rights, collection: CollectionName): string[] {
  return Object.keys(rights.taken[collection] ?? {}).filter(
    (field) =>
      ruleOf(rights, collection, field) === 'hidden' && whyNotHidable(collection, field) === undefined,
  );
}

/** Whether a role may no longer change a field that the code lets it change. What is hidden is not changed either. */
export function isTakenFromHand(rights: Rights, collection: CollectionName, field: string): boolean {
  const rule = ruleOf(rights, collection, field);
  if (rule === undefined) return false;
  return (
    isLockable(collection, field) || (rule === 'hidden' && whyNotHidable(collection, field) === undefined)
  );
}
