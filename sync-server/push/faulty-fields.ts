import { definitionOf } from '#shared/model/collections.ts';
import type { FieldValues, WritableCollection } from '#shared/model/mutation.ts';

/** The top-level fields at which a document breaks its schema. */
export function faultyFields(collection: WritableCollection, doc: FieldValues): string[] {
  const parsed = definitionOf(collection).schema.safeParse(doc);
  if (parsed.success) return [];
  return [...new Set(parsed.error.issues.map((issue) => String(issue.path[0] ?? 'id')))];
}
