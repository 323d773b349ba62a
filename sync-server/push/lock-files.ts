import type { Client } from '../db/pool.ts';
import { prepared } from '../db/prepared.ts';
import { HttpError } from '../http/http-error.ts';
import type { Scope } from '../pull/grants.ts';
import { inScope, scopeValues } from '../pull/in-scope.ts';
import type { EditAuthor, Group } from './apply-group.ts';

// A lock that is held longer than this makes the edit wait on its device, not the request here.
export const BEGIN_EDITS = "begin; set local lock_timeout = '3s'; set local statement_timeout = '15s'";
const GROUP_LOCK = 7_302_004;

/** The customer was merged into another since the edits were grouped: they are to be grouped anew. */
export class FileMerged extends HttpError {
  constructor() {
    super('conflict', 'the customer was merged into another');
  }
}

/**
 * One file is changed by one transaction at a time. Returns whether the file is in the user's scope; `undefined` for
 * one that does not exist. Scope is read by a statement of its own: the one that waited for the lock would see
 * restrictions and merges as they were before it waited.
 */
export async function lockCustomer(
  client: Client,
  scope: Scope,
  customerId: string,
): Promise<boolean | undefined> {
  await client.query(prepared('select 1 from customers where id = $1 for update'), [customerId]);
  const found = await client.query<{ visible: boolean; merged: boolean }>(
    prepared(`select ${inScope('c', 2)} as visible,
            exists (select from customer_redirects r where r.merged_id = c.id) as merged
     from customers c where id = $1`),
    [customerId, ...scopeValues(scope)],
  );
  const [file] = found.rows;
  if (file?.merged) throw new FileMerged();
  return file?.visible;
}

/** Locks what the edits of one group are about; returns whether the file is in the user's scope. */
export async function lockGroup(
  client: Client,
  scope: Scope,
  author: EditAuthor,
  customerId: string | null,
): Promise<boolean> {
  if (customerId !== null) {
    const visible = await lockCustomer(client, scope, customerId);
    if (visible !== undefined) return visible;
  }
  await client.query('select pg_advisory_xact_lock($1, hashtext($2))', [
    GROUP_LOCK,
    customerId ?? author.userId,
  ]);
  return false;
}

/** A group whose file is locked. */
export interface LockedGroup extends Group {
  /** Whether the file is in the user's scope. */
  readonly visible: boolean;
}

/**
 * Locks those files that nobody else works on at this moment, without waiting for the others. Leaves out what is no
 * customer's file, or no longer one: {@link lockGroup} knows what to do with it.
 */
export async function lockFreeFiles(
  client: Client,
  scope: Scope,
  groups: readonly Group[],
): Promise<LockedGroup[]> {
  const free = await client.query<{ id: string }>(
    // In one order, so that two requests with the same files do not take them from each other.
    prepared('select id from customers where id = any ($1::uuid[]) order by id for update skip locked'),
    [groups.flatMap(({ customerId }) => customerId ?? [])],
  );
  const found = await client.query<{ id: string; visible: boolean }>(
    prepared(`select c.id, ${inScope('c', 2)} as visible from customers c
     where c.id = any ($1::uuid[])
       and not exists (select from customer_redirects r where r.merged_id = c.id)`),
    [free.rows.map(({ id }) => id), ...scopeValues(scope)],
  );
  const visible = new Map(found.rows.map((row) => [row.id, row.visible]));
  return groups.flatMap((group) => {
    const own = visible.get(group.customerId ?? '');
    return own === undefined ? [] : { ...group, visible: own };
  });
}
