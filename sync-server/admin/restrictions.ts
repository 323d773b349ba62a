import { v7 } from 'uuid';
import { replicatingRoles } from '#shared/access/roles.ts';
import type { Restriction, RestrictionRequest } from '#shared/protocol/admin.ts';
import type { Context } from '../context.ts';
import { type Client, inTransaction, type Pool } from '../db/pool.ts';
import { HttpError } from '../http/http-error.ts';
import type { Principal } from '../identity/guard.ts';
import { audit } from './audit.ts';
import { BEGIN_ACT, filesInReach } from './reach.ts';

interface Row {
  id: string;
  customer_id: string;
  readers: string[] | null;
  reason: string;
  requested_by: string;
  requested_by_name: string;
  requested_at: Date;
  decision: Restriction['decision'] | null;
}

const SELECT = `select r.*, u.name as requested_by_name
  from restriction_requests r join users u on u.id = r.requested_by`;

/** Asks that only these people read a file, or everybody again. Nothing changes before an auditor has approved. */
export function requestRestriction(
  context: Context,
  principal: Principal,
  wanted: RestrictionRequest,
): Promise<Restriction> {
  const now = context.clock();
  const customerId = wanted.customerId.toLowerCase();
  const readers = wanted.readers && [...new Set(wanted.readers.map((id) => id.toLowerCase()))];
  return inTransaction(
    context.pool,
    async (client) => {
      await client.query('select 1 from customers where id = $1 for update', [customerId]);
      await requireFile(client, principal, customerId, now);
      if (readers) await requireReaders(client, readers);
      const id = v7();
      const made = await client.query(
        `insert into restriction_requests (id, customer_id, readers, reason, requested_by, requested_at)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (customer_id) where decided_at is null do nothing`,
        [id, customerId, readers, wanted.reason, principal.userId, now],
      );
      if (made.rowCount === 0) throw new HttpError('conflict', 'a request for this file waits already');
      const act = {
        actorId: principal.userId,
        deviceId: principal.deviceId,
        action: 'restriction.request',
        subjectId: id,
        customerId,
      } as const;
      await audit(client, { ...act, reason: wanted.reason, detail: { readers } }, now);
      return read(client, principal, id);
    },
    BEGIN_ACT,
  );
}

/** Carries a request out or turns it down, once. Whoever asked does not decide. */
export async function decideRestriction(
  context: Context,
  principal: Principal,
  id: string,
  decision: 'approve' | 'refuse',
): Promise<Restriction> {
  const now = context.clock();
  const answer = await inTransaction(
    context.pool,
    async (client) => {
      const found = await client.query<Row>('select * from restriction_requests where id = $1 for update', [
        id,
      ]);
      const [row] = found.rows;
      if (!row) throw new HttpError('not_found', 'no such request');
      if (row.decision !== null) return read(client, principal, id);
      if (row.requested_by === principal.userId) throw new HttpError('forbidden', 'a second person decides');
      if (decision === 'approve') await carryOut(client, row);
      await client.query(
        'update restriction_requests set decided_by = $2, decided_at = $3, decision = $4 where id = $1',
        [id, principal.userId, now, decision],
      );
      const act = {
        actorId: principal.userId,
        deviceId: principal.deviceId,
        action: 'restriction.decide',
        subjectId: id,
      } as const;
      await audit(
        client,
        { ...act, customerId: row.customer_id, reason: row.reason, detail: { decision } },
        now,
      );
      return read(client, principal, id);
    },
    BEGIN_ACT,
  );
  context.nudge();
  return answer;
}

/** What waits for a decision: all of it for auditors, the own requests for others. */
export async function listRestrictions(pool: Pool, principal: Principal): Promise<Restriction[]> {
  const found = await pool.query<Row>(
    `${SELECT} where r.decided_at is null and ($1 or r.requested_by = $2) order by r.requested_at limit 500`,
    [principal.role === 'auditor', principal.userId],
  );
  return found.rows.map((row) => restrictionOf(row, principal));
}

async function requireFile(
  client: Client,
  principal: Principal,
  customerId: string,
  now: Date,
): Promise<void> {
  const reached = await filesInReach(client, principal, [customerId], now, 'seen');
  if (reached.has(customerId)) return;
  // Auditors hold no files and answer for the lists: also for those on which nobody is left.
  const known = await client.query('select 1 from customers where id = $1 and not deleted', [customerId]);
  if (principal.role !== 'auditor' || known.rowCount === 0)
    throw new HttpError('not_found', 'no such customer');
}

async function requireReaders(client: Client, readers: readonly string[]): Promise<void> {
  const found = await client.query(
    'select 1 from users where id = any ($1::uuid[]) and not disabled and role = any ($2)',
    [readers, replicatingRoles],
  );
  if (found.rowCount !== readers.length) {
    throw new HttpError('bad_request', 'not everybody on the list can hold files', { paths: ['/readers'] });
  }
}

/** The file's row is locked as every edit locks it: an edit is judged before or after, never in between. */
async function carryOut(client: Client, { customer_id: customerId, readers }: Row): Promise<void> {
  const file = await client.query('select 1 from customers where id = $1 and not deleted for update', [
    customerId,
  ]);
  // Approved, it would protect nothing, and everybody would believe that it does.
  if (file.rowCount === 0) throw new HttpError('conflict', 'the file is not there any more');
  if (readers === null) {
    await client.query('delete from restrictions where customer_id = $1', [customerId]);
    return;
  }
  await requireReaders(client, readers);
  await client.query('insert into restrictions (customer_id) values ($1) on conflict do nothing', [
    customerId,
  ]);
  await client.query(
    'delete from restriction_readers where customer_id = $1 and user_id <> all ($2::uuid[])',
    [customerId, readers],
  );
  await client.query(
    `insert into restriction_readers (customer_id, user_id) select $1, * from unnest($2::uuid[])
     on conflict do nothing`,
    [customerId, readers],
  );
}

async function read(client: Client, principal: Principal, id: string): Promise<Restriction> {
  const found = await client.query<Row>(`${SELECT} where r.id = $1`, [id]);
  const [row] = found.rows;
  if (!row) throw new HttpError('not_found', 'no such request');
  return restrictionOf(row, principal);
}

function restrictionOf(row: Row, principal: Principal): Restriction {
  return {
    id: row.id,
    customerId: row.customer_id,
    readers: row.readers,
    reason: row.reason,
    requestedBy: { id: row.requested_by, name: row.requested_by_name },
    requestedAt: row.requested_at.toISOString(),
    ...(row.decision !== null && { decision: row.decision }),
    mayDecide: row.decision === null && principal.role === 'auditor' && row.requested_by !== principal.userId,
  };
}
