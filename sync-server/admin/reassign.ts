import type { ReassignRequest, ReassignResponse } from '#shared/protocol/admin.ts';
import type { Context } from '../context.ts';
import { type Client, inTransaction } from '../db/pool.ts';
import { HttpError } from '../http/http-error.ts';
import type { Principal } from '../identity/guard.ts';
import { audit } from './audit.ts';
import { filesInReach, requireHolder } from './reach.ts';

/**
 * Gives customers to another manager, branch or both: one statement, one stamp, whatever hangs on them. Files that
 * somebody is editing at this moment are left out and named, so that nobody waits for anybody.
 */
export async function reassign(
  context: Context,
  principal: Principal,
  wanted: ReassignRequest,
): Promise<ReassignResponse> {
  const now = context.clock();
  const ids = [...new Set(wanted.customerIds.map((id) => id.toLowerCase()))];
  const answer = await inTransaction(context.pool, async (client) => {
    await checkTarget(client, principal, wanted);
    const free = await lockFree(client, ids);
    // After the locks: what was restricted or merged meanwhile is out of reach.
    const reached = await filesInReach(client, principal, ids, now);
    const movable = ids.filter((id) => reached.has(id) && free.has(id));
    const moved = await move(client, principal, wanted, movable, now);
    for (const customerId of moved) {
      await audit(
        client,
        {
          actorId: principal.userId,
          deviceId: principal.deviceId,
          action: 'customer.reassign',
          customerId,
          reason: wanted.reason,
          detail: { managerId: wanted.managerId, branchId: wanted.branchId },
        },
        now,
      );
    }
    return {
      moved: [...moved],
      unchanged: movable.filter((id) => !moved.has(id)),
      busy: ids.filter((id) => reached.has(id) && !free.has(id)),
      notFound: ids.filter((id) => !reached.has(id)),
    };
  });
  context.nudge();
  return answer;
}

async function checkTarget(client: Client, principal: Principal, wanted: ReassignRequest): Promise<void> {
  if (wanted.managerId !== undefined && wanted.managerId !== null) {
    const manager = await requireHolder(client, principal, wanted.managerId, '/managerId');
    if (manager.role !== 'relationship_manager') {
      throw new HttpError('bad_request', 'only relationship managers have portfolios', {
        paths: ['/managerId'],
      });
    }
  }
  if (wanted.branchId === undefined) return;
  if (principal.role !== 'it_admin') {
    throw new HttpError('forbidden', 'customers change their branch through IT', { paths: ['/branchId'] });
  }
  const found = await client.query(
    `select 1 from branches where id = $1 and level = 'branch' and not closed for share`,
    [wanted.branchId],
  );
  if (found.rowCount === 0) throw new HttpError('bad_request', 'no such branch', { paths: ['/branchId'] });
}

async function lockFree(client: Client, ids: readonly string[]): Promise<Set<string>> {
  const found = await client.query<{ id: string }>(
    'select id from customers where id = any ($1::uuid[]) order by id for update skip locked',
    [ids],
  );
  return new Set(found.rows.map((row) => row.id));
}

async function move(
  client: Client,
  principal: Principal,
  wanted: ReassignRequest,
  ids: readonly string[],
  now: Date,
): Promise<Set<string>> {
  const set = {
    ...(wanted.branchId !== undefined && { branchId: wanted.branchId.toLowerCase() }),
    ...(typeof wanted.managerId === 'string' && { managerId: wanted.managerId.toLowerCase() }),
  };
  const changed = await client.query<{ id: string }>(
    `with before as (select id, rev, doc from customers where id = any ($1::uuid[])),
     changed as (
       update customers c
       set doc = (case when $2 then c.doc - 'managerId' else c.doc end) || $3::jsonb, updated_by = $4
       where c.id = any ($1::uuid[])
         and (case when $2 then c.doc - 'managerId' else c.doc end) || $3::jsonb <> c.doc
       returning c.id, c.rev, c.doc),
     noted as (
       insert into field_history (table_name, document_id, rev, field, old_value, new_value, changed_by, at)
       select 'customers', c.id, c.rev, field, coalesce(b.doc -> field, 'null'), coalesce(c.doc -> field, 'null'), $4, $5
       from changed c join before b using (id), unnest(array['branchId', 'managerId']) field
       where b.doc -> field is distinct from c.doc -> field)
     select id from changed`,
    [ids, wanted.managerId === null, JSON.stringify(set), principal.userId, now],
  );
  return new Set(changed.rows.map((row) => row.id));
}
