import { replicatingRoles } from '#shared/access/roles.ts';
import type { Client } from '../db/pool.ts';
import { HttpError } from '../http/http-error.ts';
import type { Principal } from '../identity/guard.ts';
import { requireScope } from '../pull/grants.ts';
import { inScope, scopeValues } from '../pull/in-scope.ts';

/** An act waits this long for a file that is being edited, then it is to be asked again (`unavailable`). */
export const BEGIN_ACT = "begin; set local lock_timeout = '3s'";

/**
 * Whoever sees files administers those of the own branch: one that a look-up or a cover lends for a time is not theirs to
 * give away. `seen` asks for what they see instead. IT sees none and administers all but those that only a list may know of.
 */
export async function filesInReach(
  client: Client,
  principal: Principal,
  customerIds: readonly string[],
  now: Date,
  kind: 'administered' | 'seen' = 'administered',
): Promise<Set<string>> {
  const scope = await requireScope(client, principal, now);
  const found = await client.query<{ id: string }>(
    `select c.id from customers c
     where c.id = any ($1::uuid[]) and not c.deleted
       and (${inScope('c', 5)} and ($3 or c.branch_id = $4) or ($2 and ${forIt('c')}))`,
    [customerIds, principal.role === 'it_admin', kind === 'seen', principal.branchId, ...scopeValues(scope)],
  );
  return new Set(found.rows.map((row) => row.id));
}

/** SQL that says whether IT administers the customer `c`. */
export function forIt(c: string): string {
  return `not exists (select from restrictions r where r.customer_id = ${c}.id)
    and not exists (select from customer_redirects g where g.merged_id = ${c}.id)`;
}

/** Locks customers as edits do, in one order, then says which of them are in reach. */
export async function lockInReach(
  client: Client,
  principal: Principal,
  customerIds: readonly string[],
  now: Date,
): Promise<void> {
  await client.query('select 1 from customers where id = any ($1::uuid[]) order by id for update', [
    customerIds,
  ]);
  const reached = await filesInReach(client, principal, customerIds, now);
  if (customerIds.some((id) => !reached.has(id))) throw new HttpError('not_found', 'no such customer');
}

export interface StaffRow {
  readonly id: string;
  readonly role: Principal['role'];
  readonly branch_id: string;
  readonly disabled: boolean;
}

/** An active person who holds files, of the administrator's branch unless it is IT who asks. */
export async function requireHolder(
  client: Client,
  principal: Principal,
  userId: string,
  path: string,
): Promise<StaffRow> {
  const found = await client.query<StaffRow>(
    'select id, role, branch_id, disabled from users where id = $1',
    [userId],
  );
  const [user] = found.rows;
  const near = principal.role === 'it_admin' || user?.branch_id === principal.branchId;
  if (!user || user.disabled || !near || !replicatingRoles.includes(user.role)) {
    throw new HttpError('bad_request', 'nobody here who can hold customer files', { paths: [path] });
  }
  return user;
}
