import { definitionOf } from '#shared/model/collections.ts';
import type { FieldValues, Mutation } from '#shared/model/mutation.ts';

/** Of a change, the fields that core banking masters: they are asked for, and stay as they are until somebody agrees. */
export function requestedFieldsOf(edit: Mutation): FieldValues {
  return partOf(edit, true);
}

/** Of a change, what its author may write: what the document shows at once. */
export function writtenFieldsOf(edit: Mutation): FieldValues {
  return partOf(edit, false);
}

function partOf({ collection, next }: Mutation, mastered: boolean): FieldValues {
  const fields = definitionOf(collection).masteredFields;
  return Object.fromEntries(Object.entries(next).filter(([field]) => fields.includes(field) === mastered));
}
