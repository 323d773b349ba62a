import { lacksConsent } from '#shared/domain/soft-facts.ts';
import { definitionOf } from '#shared/model/collections.ts';
import { customer } from '#shared/model/customer.ts';
import type { FieldValues, WritableCollection } from '#shared/model/mutation.ts';

const facts = customer.pick({ softFacts: true, softFactConsent: true }).strip();

/** The top-level fields at which a document breaks its schema, or the rule that facts rest on consent. */
export function faultyFields(collection: WritableCollection, doc: FieldValues): string[] {
  const parsed = definitionOf(collection).schema.safeParse(doc);
  if (parsed.success) {
    const unfounded = collection === 'customers' && lacksConsent(facts.parse(doc));
    return unfounded ? ['softFacts', 'softFactConsent'] : [];
  }
  const fields = parsed.error.issues.flatMap((issue) =>
    // A field that another kind of document of this collection has.
    issue.code === 'unrecognized_keys' && issue.path.length === 0
      ? issue.keys
      : String(issue.path[0] ?? 'id'),
  );
  return [...new Set(fields)];
}
