import type { LiveQuery, Stored } from '#renderer/replica/api/documents.ts';
import type { Replica } from '#renderer/replica/api/replica.ts';
import type { CollectionName, Documents } from '#shared/model/collections.ts';

/** What this device has now, for an answer that is needed once. Rejects as the replica does. */
export function askOnce<C extends CollectionName>(
  replica: Pick<Replica, 'watch'>,
  query: LiveQuery<C>,
): Promise<Stored<Documents[C]>[]> {
  return new Promise((resolve, reject) => {
    const stop = replica.watch<C>(
      query,
      (documents) => {
        // Not within the call: a watch that answers at once has not yet said how to end it.
        queueMicrotask(() => stop());
        resolve(documents);
      },
      reject,
    );
  });
}
