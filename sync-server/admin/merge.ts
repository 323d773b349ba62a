import { collections, fileCollections } from '#shared/model/collections.ts';
import type { MergeResponse } from '#shared/protocol/admin.ts';
import type { Context } from '../context.ts';
import { type Client, inTransaction } from '../db/pool.ts';
import { HttpError } from '../http/http-error.ts';
import type { Principal } from '../identity/guard.ts';
import { audit } from './audit.ts';
import { moveCovers } from './covers.ts';
import { BEGIN_ACT, lockInReach } from './reach.ts';

/** What hangs on a customer and can hang on another as it is; yearly snapshots cannot, where both have the year. */
const movable = fileCollections.filter((name) => name !== 'customers' && name !== 'snapshots');

/**
 * Makes two customers one: what hung on the first hangs on the survivor from now on, and so does what is still to
 * come for the first. The survivor's own fields stay as they are. Asked again, it changes nothing.
 */
export async function mergeCustomers(
  context: Context,
  principal: Principal,
  mergedId: string,
  survivorId: string,
  reason: string,
): Promise<MergeResponse> {
  const now = context.clock();
  if (mergedId === survivorId) {
    throw new HttpError('bad_request', 'a customer is not merged into itself', { paths: ['/survivorId'] });
  }
  const documents = await inTransaction(
    context.pool,
    async (client) => {
      if (await isMerged(client, principal, mergedId, survivorId, now)) return 0;
      await lockInReach(client, principal, [mergedId, survivorId], now);
      await refuseOtherReaders(client, mergedId, survivorId);
      await refuseWaitingRestriction(client, mergedId, survivorId);
      const moved = await moveChildren(client, principal, mergedId, survivorId);
      await moveDecisions(client, mergedId, survivorId);
      await client.query('update customer_redirects set survivor_id = $2 where survivor_id = $1', [
        mergedId,
        survivorId,
      ]);
      await client.query(
        `insert into customer_redirects (merged_id, survivor_id, reason, merged_by, merged_at)
       values ($1, $2, $3, $4, $5)`,
        [mergedId, survivorId, reason, principal.userId, now],
      );
      await client.query('update customers set deleted = true, updated_by = $2 where id = $1', [
        mergedId,
        principal.userId,
      ]);
      await moveCovers(client, mergedId, survivorId);
      const act = {
        actorId: principal.userId,
        deviceId: principal.deviceId,
        action: 'customer.merge',
        customerId: survivorId,
        reason,
      } as const;
      await audit(client, { ...act, detail: { mergedId, documents: moved } }, now);
      return moved;
    },
    BEGIN_ACT,
  );
  context.nudge();
  return { mergedId, survivorId, documents };
}

/** Whether this very merge has been done; the survivor must still be in reach for the answer to say so. */
async function isMerged(
  client: Client,
  principal: Principal,
  mergedId: string,
  survivorId: string,
  now: Date,
): Promise<boolean> {
  const found = await client.query(
    'select 1 from customer_redirects where merged_id = $1 and survivor_id = $2',
    [mergedId, survivorId],
  );
  if (found.rowCount === 0) return false;
  await lockInReach(client, principal, [survivorId], now);
  return true;
}

/** A merge must not show one file to the readers of the other. */
async function refuseOtherReaders(client: Client, mergedId: string, survivorId: string): Promise<void> {
  const found = await client.query<{ same: boolean }>(
    `select (select array_agg(user_id order by user_id) from restriction_readers where customer_id = $1)
            is not distinct from
            (select array_agg(user_id order by user_id) from restriction_readers where customer_id = $2)
        and exists (select from restrictions where customer_id = $1)
            = exists (select from restrictions where customer_id = $2) as same`,
    [mergedId, survivorId],
  );
  if (!found.rows[0]?.same) throw new HttpError('conflict', 'the two files are not read by the same list');
}

/** Who may read the two is being decided: a merge before that would leave one file's history out of it. */
async function refuseWaitingRestriction(client: Client, mergedId: string, survivorId: string): Promise<void> {
  const found = await client.query(
    'select 1 from restriction_requests where customer_id in ($1, $2) and decided_at is null',
    [mergedId, survivorId],
  );
  if (found.rowCount !== 0) throw new HttpError('conflict', 'a restriction of one of the files waits');
}

async function moveChildren(
  client: Client,
  principal: Principal,
  mergedId: string,
  survivorId: string,
): Promise<number> {
  let moved = 0;
  const move = async (table: string, condition = '') => {
    const done = await client.query(
      `update ${table} t set customer_id = $2, updated_by = $3, doc = t.doc || jsonb_build_object('customerId', $2::uuid)
       where t.customer_id = $1 ${condition}`,
      [mergedId, survivorId, principal.userId],
    );
    moved += done.rowCount ?? 0;
  };
  for (const name of movable) await move(collections[name].table);
  await move(
    'snapshots',
    `and not exists (select from snapshots s
       where s.customer_id = $2 and s.doc -> 'year' = t.doc -> 'year' and not s.deleted)`,
  );
  await client.query(
    `update relationships set updated_by = $3, deleted = deleted or customer_id = $2,
            doc = doc || jsonb_build_object('relatedCustomerId', $2::uuid)
     where doc ->> 'relatedCustomerId' = $1::text`,
    [mergedId, survivorId, principal.userId],
  );
  return moved;
}

/** What waits for somebody's decision, and what people were told of it. */
async function moveDecisions(client: Client, mergedId: string, survivorId: string): Promise<void> {
  const ids = [mergedId, survivorId];
  await client.query(
    'update parked_edits set customer_id = $2 where customer_id = $1 and resolved_at is null',
    ids,
  );
  await client.query(
    `update change_requests set customer_id = $2,
            document_id = case when document_id = $1 then $2 else document_id end
     where customer_id = $1 and decided_at is null`,
    ids,
  );
  await client.query(
    `update inbox set doc = doc || jsonb_build_object('customerId', $2::uuid) ||
            case when doc ->> 'documentId' = $1::text then jsonb_build_object('documentId', $2::uuid) else '{}' end
     where doc ->> 'customerId' = $1::text and not deleted`,
    ids,
  );
  // What people did with reminders of the one holds for the other, whose documents they are about now.
  await client.query(
    `update personal set doc = doc || jsonb_build_object('customerId', $2::uuid) ||
            case when doc ? 'key' then jsonb_build_object('key', replace(doc ->> 'key', $1::text, $2::text)) else '{}' end
     where doc ->> 'customerId' = $1::text and not deleted`,
    ids,
  );
}
