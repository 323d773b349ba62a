import type { Replica } from '#renderer/replica/api.ts';
import { fieldsOf } from '#renderer/ui/fields-of.ts';
import type { CollectionName } from '#shared/model/collections.ts';
import type { FieldValues } from '#shared/model/mutation.ts';

/** The fields of a document as this device has them now; none when it has no such document. */
export function storedFields(
  replica: Replica,
  collection: CollectionName,
  documentId: string,
): Promise<FieldValues> {
  return new Promise((resolve, reject) => {
    const stop = replica.watch(
      { collection, selector: { id: documentId }, limit: 1 },
      ([document]) => {
        // Not within the call: a watch that answers at once has not yet said how to end it.
        queueMicrotask(() => stop());
        resolve(fieldsOf(document));
      },
      reject,
    );
  });
}
