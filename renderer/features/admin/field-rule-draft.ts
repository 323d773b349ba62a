import {
  asDesigned,
  type FieldRule,
  type FieldRules,
  isLockable,
  whyNotHidable,
} from '#shared/access/field-rules.ts';
import type { RoleName } from '#shared/access/roles.ts';
import { type CollectionName, collectionNames, fieldNamesOf } from '#shared/model/collections.ts';
import { type FieldAccess, fieldAccessOf } from './role-view.ts';

/** Why nothing can be taken of a field. */
export type Fixed = 'hiddenByDesign' | 'required' | 'needed' | 'elsewhere';

export interface FieldChoice {
  readonly field: string;
  /** What the code gives the role. */
  readonly designed: FieldAccess;
  /** What of it can be taken. */
  readonly takable: readonly FieldRule[];
  /** Where nothing can. */
  readonly fixed?: Fixed;
}

/** Each field of a collection that a role sees by design, with what IT can take of it. */
export function choicesOf(role: RoleName, collection: CollectionName): FieldChoice[] {
  return fieldAccessOf(asDesigned(role), collection).map(({ field, access }) => {
    const why = whyNotHidable(collection, field);
    const changeable = access === 'write' || access === 'request';
    const takable: FieldRule[] =
      access === 'hidden'
        ? []
        : [
            ...(changeable && isLockable(collection, field) ? (['readOnly'] as const) : []),
            ...(why === undefined ? (['hidden'] as const) : []),
          ];
    if (takable.length > 0) return { field, designed: access, takable };
    return {
      field,
      designed: access,
      takable,
      fixed: access === 'hidden' ? 'hiddenByDesign' : (why ?? 'needed'),
    };
  });
}

/** The rules with one field's taken, or given back. */
export function withRule(
  rules: FieldRules,
  collection: CollectionName,
  field: string,
  rule: FieldRule | undefined,
): FieldRules {
  const { [field]: _, ...others } = rules[collection] ?? {};
  const part = rule === undefined ? others : { ...others, [field]: rule };
  const { [collection]: __, ...rest } = rules;
  return Object.keys(part).length === 0 ? rest : { ...rest, [collection]: part };
}

export interface RuleDifference {
  readonly collection: CollectionName;
  readonly field: string;
  /** `undefined`: it is given back. */
  readonly after: FieldRule | undefined;
}

/** What saving would take or give back, in the order of the collections and their fields. */
export function ruleDifferences(before: FieldRules, after: FieldRules): RuleDifference[] {
  return collectionNames.flatMap((collection) =>
    fieldNamesOf(collection).flatMap((field) => {
      const was = before[collection]?.[field];
      const now = after[collection]?.[field];
      return was === now ? [] : [{ collection, field, after: now }];
    }),
  );
}
