import type { Mutation } from '#shared/model/mutation.ts';
import type { Pool } from '../db/pool.ts';

export interface Followed {
  readonly followed: Mutation[];
  /** By mutation: the merged customer that it was meant for. */
  readonly merged: ReadonlyMap<string, string>;
}

/**
 * Points edits of merged customers at the survivor. A revision of the merged document says nothing about the
 * survivor's, so such an edit is judged by the values that its author saw.
 */
export async function followMerges(
  pool: Pick<Pool, 'query'>,
  mutations: readonly Mutation[],
): Promise<Followed> {
  const survivors = await survivorsOf(
    pool,
    mutations.flatMap((mutation) => mutation.customerId ?? []),
  );
  const merged = new Map<string, string>();
  const followed = mutations.map((mutation) => {
    const survivor = survivors.get(mutation.customerId ?? '');
    if (survivor === undefined || mutation.customerId === undefined) return mutation;
    merged.set(mutation.id, mutation.customerId);
    return redirected(mutation, survivor);
  });
  return { followed, merged };
}

export function redirected(mutation: Mutation, survivor: string): Mutation {
  const next =
    mutation.next.customerId === mutation.customerId
      ? { ...mutation.next, customerId: survivor }
      : mutation.next;
  return {
    ...mutation,
    customerId: survivor,
    next,
    ...(mutation.collection === 'customers' && { documentId: survivor, baseRev: 0 }),
  };
}

/** Into whom these customers were merged. Chains are kept one long: a merge points older redirects on. */
export async function survivorsOf(
  pool: Pick<Pool, 'query'>,
  customerIds: readonly string[],
): Promise<Map<string, string>> {
  if (customerIds.length === 0) return new Map();
  const found = await pool.query<{ merged_id: string; survivor_id: string }>(
    'select merged_id, survivor_id from customer_redirects where merged_id = any ($1::uuid[])',
    [[...new Set(customerIds)]],
  );
  return new Map(found.rows.map((row) => [row.merged_id, row.survivor_id]));
}
