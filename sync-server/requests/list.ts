import type { FieldValues, WritableCollection } from '#shared/model/mutation.ts';
import { type ChangeRequestsResponse, PARKED_LIMIT } from '#shared/protocol/parked.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/pool.ts';
import type { Principal } from '../identity/guard.ts';
import { presentDocuments } from '../parked/list.ts';
import { requireScope } from '../pull/grants.ts';
import { inScope, scopeValues } from '../pull/in-scope.ts';
import { SNAPSHOT } from '../pull/pull.ts';

interface Row {
  id: string;
  customer_id: string;
  collection: WritableCollection;
  document_id: string;
  author_id: string;
  author_name: string;
  requested_by: string;
  requested_at: Date;
  base: FieldValues;
  next: FieldValues;
}

/** The open requests about files that the user sees, with the bank's values of this moment. */
export function listRequests(
  context: Context,
  principal: Principal,
  after: string | undefined,
): Promise<ChangeRequestsResponse> {
  return inTransaction(
    context.pool,
    async (client) => {
      const scope = await requireScope(client, principal, context.clock());
      const found = await client.query<Row>(
        `select r.mutation_id as id, r.customer_id, r.collection, r.document_id, m.user_id as author_id,
                u.name as author_name, r.requested_by, r.requested_at, r.base, r.next
         from change_requests r join mutations m on m.id = r.mutation_id join users u on u.id = m.user_id
         join customers c on c.id = r.customer_id
         where r.decided_at is null and ${inScope('c', 3)}
           and ($1::uuid is null or r.seq > (select seq from change_requests where mutation_id = $1))
         order by r.seq limit $2`,
        [after ?? null, PARKED_LIMIT + 1, ...scopeValues(scope)],
      );
      const page = found.rows.slice(0, PARKED_LIMIT);
      const present = await presentDocuments(client, page);
      const items = page.map((row) => {
        const now = present.get(row.document_id);
        const current = Object.keys(row.next).map((field) => [field, now?.doc[field] ?? null] as const);
        return {
          id: row.id,
          customerId: row.customer_id,
          collection: row.collection,
          documentId: row.document_id,
          author: { id: row.author_id, name: row.author_name },
          requestedAt: row.requested_at.toISOString(),
          rev: now?.rev ?? 0,
          base: row.base,
          next: row.next,
          current: Object.fromEntries(current),
          mayDecide: ![row.author_id, row.requested_by].includes(principal.userId),
        };
      });
      return { items, more: found.rows.length > page.length };
    },
    SNAPSHOT,
  );
}
