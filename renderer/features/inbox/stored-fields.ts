import type { Replica } from '#renderer/replica/api/replica.ts';
import { askOnce } from '#renderer/ui/ask-once.ts';
import { fieldsOf } from '#renderer/ui/fields-of.ts';
import type { CollectionName } from '#shared/model/collections.ts';
import type { FieldValues } from '#shared/model/mutation.ts';

/** The fields of a document as this device has them now; none when it has no such document. */
export async function storedFields(
  replica: Replica,
  collection: CollectionName,
  documentId: string,
): Promise<FieldValues> {
  const [document] = await askOnce(replica, { collection, selector: { id: documentId }, limit: 1 });
  return fieldsOf(document);
}
