import { fileFields } from '#renderer/features/customers/public.ts';
import { type CollectionName, collections } from '#shared/model/collections.ts';
import type { FieldValues } from '#shared/model/mutation.ts';
import type { EditableField } from './editable-fields.ts';

type Json = FieldValues[string];
type Problem = ReturnType<typeof fileFields.problemOfIssue>;

/** The value behind what was typed, or what is wrong with it. */
export type ReadField = { readonly value: Json; readonly problem: null } | { readonly problem: Problem };

export interface ReadContext {
  readonly today: string;
  /** The fields of the document as they would be with this edit: the kind of ID decides how its number is checked. */
  readonly document: FieldValues;
}

/** Amounts of a customer who has none yet are in the currency of the bank's country. */
const HOME_CURRENCY = 'CNY';

/** Reads one field by the rules of its form on the customer's page, or by the model's own where it has none. */
export function readField(
  collection: CollectionName,
  field: EditableField,
  typed: string | string[],
  { today, document }: ReadContext,
): ReadField {
  const value = fileFields.readTyped(field, typed, document[field.name], { today, currency: HOME_CURRENCY });
  const problem = problemIn(collection, field, value, { today, document });
  if (problem !== null) return { problem };
  return { value: value ?? null, problem: null };
}

function problemIn(
  collection: CollectionName,
  field: EditableField,
  value: Json | undefined,
  { today, document }: ReadContext,
): Problem | null {
  const inProfile = fileFields.profile.find(({ name }) => name === field.name);
  if (collection === 'customers' && inProfile !== undefined) {
    const idType = typeof document.idType === 'string' ? document.idType : '';
    return fileFields.problemOf(inProfile, value, { idType }, today);
  }
  if (value === undefined) return { code: 'date' };
  const { schema } = collections[collection];
  // One field of a document is as valid as the schema's objections to it: others are not this field's affair.
  const checked = schema.safeParse(value === null ? {} : { [field.name]: value });
  const issue = checked.error?.issues.find(({ path }) => path[0] === field.name);
  return issue === undefined ? null : fileFields.problemOfIssue(issue);
}
