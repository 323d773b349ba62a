import { createHmac } from 'node:crypto';
import type { LookupRequest } from '#shared/protocol/lookup.ts';
import type { Client } from '../db/pool.ts';
import type { Scope } from '../pull/grants.ts';
import { inScope, scopeValues } from '../pull/in-scope.ts';

/** Customers at a counter come one by one; somebody who tries numbers does not. */
export const LOOKUPS_PER_MINUTE = 10;

export type ShownNumber = Pick<LookupRequest, 'by' | 'value'>;

const condition: Record<LookupRequest['by'], string> = {
  idNumber: `c.doc ->> 'idNumber' = $1`,
  customerNo: 'c.customer_no = $1',
  cardNo: `c.id in (select h.customer_id from holdings h
                    where h.doc ->> 'accountNo' = $1 and h.doc ->> 'kind' = 'card' and not h.deleted)`,
};

/**
 * The customer with exactly this number, unless only a list reads the file. Of several, the one of the longest
 * standing; of a merged one, the survivor.
 */
export async function findFile(
  client: Client,
  scope: Scope,
  { by, value }: ShownNumber,
): Promise<{ id: string; visible: boolean } | undefined> {
  const found = await client.query<{ id: string; visible: boolean }>(
    `with named as (
       select coalesce(r.survivor_id, c.id) as id
       from customers c left join customer_redirects r on r.merged_id = c.id where ${condition[by]})
     select c.id, ${inScope('c', 2)} as visible
     from customers c
     where c.id in (select id from named) and not c.deleted
       and (${inScope('c', 2)} or not exists (select from restrictions r where r.customer_id = c.id))
     order by c.doc ->> 'openedOn', c.id limit 1`,
    [value, ...scopeValues(scope)],
  );
  return found.rows[0];
}

/** Guessing shows in the audit log by equal marks and their number; what was typed is not kept there. */
export function markOf(key: Buffer, { by, value }: ShownNumber): string {
  return createHmac('sha256', key).update(`lookup\0${by}\0${value}`).digest('base64url').slice(0, 16);
}
