import { type FieldValues, fieldValues } from '#shared/model/mutation.ts';

/** A stored document by its fields, whatever its collection. */
export function fieldsOf(document: object | undefined): FieldValues {
  return fieldValues.parse(document ?? {});
}
