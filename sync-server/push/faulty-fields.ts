import { definitionOf } from '#shared/model/collections.ts';
import type { FieldValues, WritableCollection } from '#shared/model/mutation.ts';

/** The top-level fields at which a document breaks its schema. */
export function faultyFields(collection: WritableCollection, doc: FieldValues): string[] {
  const parsed = definitionOf(collection).schema.safeParse(doc);
  if (parsed.success) return [];
  const fields = parsed.error.issues.flatMap((issue) =>
    // A field that another kind of document of this collection has.
    issue.code === 'unrecognized_keys' && issue.path.length === 0
      ? issue.keys
      : String(issue.path[0] ?? 'id'),
  );
  return [...new Set(fields)];
}
