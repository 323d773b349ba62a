import { createHmac } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import { v7 } from 'uuid';
import type { LookupRequest, LookupResponse } from '#shared/protocol/lookup.ts';
import { audit } from '../admin/audit.ts';
import type { Context } from '../context.ts';
import { type Client, inTransaction } from '../db/pool.ts';
import { HttpError } from '../http/http-error.ts';
import type { Principal } from '../identity/guard.ts';
import { requireScope, type Scope } from '../pull/grants.ts';
import { inScope, scopeValues } from '../pull/in-scope.ts';
import { closeOfBusiness, hoursOf } from './closing-time.ts';

/** Milliseconds that every answer takes at least: how long the search took tells nothing. */
const LEAST = 120;

const condition: Record<LookupRequest['by'], string> = {
  idNumber: `c.doc ->> 'idNumber' = $1`,
  customerNo: 'c.customer_no = $1',
  cardNo: `c.id in (select h.customer_id from holdings h
                    where h.doc ->> 'accountNo' = $1 and h.doc ->> 'kind' = 'card' and not h.deleted)`,
};

/**
 * Finds one customer by exactly what was shown, and covers the file until close of business unless it is in reach
 * already. A file that only a list reads is as unknown as one that does not exist.
 */
export async function lookUp(
  context: Context,
  principal: Principal,
  request: LookupRequest,
  log: FastifyBaseLogger,
): Promise<LookupResponse> {
  const [found] = await Promise.all([search(context, principal, request, log), wait(LEAST)]);
  if (found === undefined) throw new HttpError('not_found', 'no such customer');
  context.nudge();
  return { customerId: found };
}

function search(
  context: Context,
  principal: Principal,
  request: LookupRequest,
  log: FastifyBaseLogger,
): Promise<string | undefined> {
  const now = context.clock();
  return inTransaction(context.pool, async (client) => {
    const scope = await requireScope(client, principal.userId, now);
    const file = await findFile(client, scope, request);
    const endsAt = closeOfBusiness(now, await hoursOf(client, principal.branchId, log));
    const cover =
      file && !file.visible
        ? await coverFile(client, principal, file.id, request.reason, now, endsAt)
        : undefined;
    await audit(
      client,
      {
        actorId: principal.userId,
        action: 'lookup',
        ...(cover && { subjectId: cover }),
        ...(file && { customerId: file.id }),
        reason: request.reason,
        // Guessing shows by equal marks and their number; what was typed is not kept.
        detail: { by: request.by, mark: markOf(context.keys.lookup, request), found: file !== undefined },
      },
      now,
    );
    return file?.id;
  });
}

/** Of several with the same number, the customer of the longest standing; of a merged one, the survivor. */
async function findFile(
  client: Client,
  scope: Scope,
  { by, value }: LookupRequest,
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

/** A teller's counter is covered whole: its tellers share their replicas, and the customer may be called elsewhere. */
async function coverFile(
  client: Client,
  principal: Principal,
  customerId: string,
  reason: string,
  now: Date,
  endsAt: Date,
): Promise<string> {
  const counter = principal.role === 'teller';
  const id = v7();
  await client.query(
    `insert into covers (id, user_id, branch_id, customer_id, starts_at, ends_at, reason, granted_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      id,
      counter ? null : principal.userId,
      counter ? principal.branchId : null,
      customerId,
      now,
      endsAt,
      reason,
      principal.userId,
    ],
  );
  return id;
}

function markOf(key: Buffer, { by, value }: LookupRequest): string {
  return createHmac('sha256', key).update(`lookup\0${by}\0${value}`).digest('base64url').slice(0, 16);
}
