import type { Replica } from '#renderer/replica/api/replica.ts';
import type { Customer } from '#shared/model/customer.ts';

/** These customers as they are now, those that are here. Rejects with what ended the watch. */
export async function customersByIds(
  replica: Pick<Replica, 'watch'>,
  ids: readonly string[],
): Promise<readonly Customer[]> {
  return await new Promise((resolve, reject) => {
    const stop = replica.watch<'customers'>(
      { collection: 'customers', selector: { id: { $in: [...ids] } }, limit: ids.length },
      (customers) => {
        // The first answer may come while the watch is being set up.
        queueMicrotask(() => stop());
        resolve(customers);
      },
      reject,
    );
  });
}
