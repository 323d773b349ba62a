import { type CollectionName, collectionNames, fieldNamesOf } from '../model/collections.ts';
import { type FieldRule, type FieldRules, fieldRule, isLockable, whyNotHidable } from './field-rules.ts';

export interface ReadRules {
  readonly rules: FieldRules;
  /** Where what is stored could not be read. */
  readonly problems: readonly string[];
}

/**
 * What was taken from one role, read from what is stored, whoever wrote it there. Nothing here makes anything laxer:
 * what cannot be read takes all that it could have meant, a field, a collection or everything. A field that this
 * version of the program does not know is nothing to protect.
 */
export function readFieldRules(stored: unknown): ReadRules {
  if (stored === undefined || stored === null) return { rules: {}, problems: [] };
  const problems: string[] = [];
  const rules: Partial<Record<CollectionName, Record<string, FieldRule>>> = {};
  const names: readonly CollectionName[] = isPlain(stored)
    ? collectionNames.filter((name) => Object.hasOwn(stored, name))
    : collectionNames;
  if (!isPlain(stored)) problems.push('');
  for (const name of names) {
    const part = isPlain(stored) ? stored[name] : undefined;
    if (isPlain(stored) && !isPlain(part)) problems.push(name);
    const of = isPlain(part) ? readPart(name, part, problems) : strictest(name, fieldNamesOf(name));
    if (Object.keys(of).length > 0) rules[name] = of;
  }
  return { rules, problems };
}

function readPart(
  name: CollectionName,
  part: Readonly<Record<string, unknown>>,
  problems: string[],
): Record<string, FieldRule> {
  const known = fieldNamesOf(name).filter((field) => Object.hasOwn(part, field));
  const rules: Record<string, FieldRule> = {};
  for (const field of known) {
    const parsed = fieldRule.safeParse(part[field]);
    if (!parsed.success) problems.push(`${name}.${field}`);
    // One that cannot be hidden is at least not to be changed.
    const wanted = parsed.data === 'readOnly' ? parsed.data : strictest(name, [field])[field];
    if (wanted !== undefined) rules[field] = wanted;
  }
  return rules;
}

function strictest(name: CollectionName, fields: readonly string[]): Record<string, FieldRule> {
  return Object.fromEntries(
    fields.flatMap((field): [string, FieldRule][] => {
      if (whyNotHidable(name, field) === undefined) return [[field, 'hidden']];
      return isLockable(name, field) ? [[field, 'readOnly']] : [];
    }),
  );
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
