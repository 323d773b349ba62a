import {
  abilityOf,
  hiddenFieldsOf,
  requestableFieldsOf,
  type Subject,
  writableFieldsOf,
} from '#shared/access/ability.ts';
import type { Rights } from '#shared/access/field-rules.ts';
import type { RoleName } from '#shared/access/roles.ts';
import { type CollectionName, fieldNamesOf } from '#shared/model/collections.ts';

/** What is no document: acts and figures that a role may or may not reach. */
export const duties = [
  'overview',
  'operations',
  'auditLog',
  'walkIns',
  'parkedEdits',
  'changeRequests',
  'restrictions',
  'organisation',
  'customerMerges',
  'releases',
  'people',
  'branches',
  'dictionaries',
  'policy',
  'fieldRules',
] as const satisfies readonly Subject[];
export type Duty = (typeof duties)[number];

const actions = ['read', 'create', 'update', 'request', 'decide'] as const;

export function dutiesOf(role: RoleName): Duty[] {
  const ability = abilityOf(role);
  return duties.filter((duty) => actions.some((action) => ability.can(action, duty)));
}

export interface CollectionView {
  readonly read: boolean;
  readonly create: boolean;
  readonly hidden: readonly string[];
  readonly writable: readonly string[];
  readonly requestable: readonly string[];
}

export function viewOf(rights: Rights, collection: CollectionName): CollectionView {
  const ability = abilityOf(rights.role);
  return {
    read: ability.can('read', collection),
    create: ability.can('create', collection),
    hidden: hiddenFieldsOf(rights, collection),
    writable: writableFieldsOf(rights, collection),
    requestable: requestableFieldsOf(rights, collection),
  };
}

export type FieldAccess = 'hidden' | 'read' | 'request' | 'write';

/** Each field of a collection and what may be done with it; nothing where the collection is not seen. */
export function fieldAccessOf(
  rights: Rights,
  collection: CollectionName,
): { field: string; access: FieldAccess }[] {
  const { read, hidden, writable, requestable } = viewOf(rights, collection);
  if (!read) return [];
  return fieldNamesOf(collection).map((field) => ({
    field,
    access: hidden.includes(field)
      ? 'hidden'
      : writable.includes(field)
        ? 'write'
        : requestable.includes(field)
          ? 'request'
          : 'read',
  }));
}
