import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import { v7 } from 'uuid';
import type { LookupRequest, LookupResponse } from '#shared/protocol/lookup.ts';
import { audit } from '../admin/audit.ts';
import type { Context } from '../context.ts';
import { type Client, inTransaction } from '../db/pool.ts';
import { HttpError } from '../http/http-error.ts';
import type { Principal } from '../identity/guard.ts';
import { requireScope } from '../pull/grants.ts';
import { closeOfBusiness, hoursOf } from './closing-time.ts';
import { findFile, markOf } from './find-file.ts';

/** Milliseconds that every answer takes at least: how long the search took tells nothing. */
const LEAST = 120;

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
    const scope = await requireScope(client, principal, now);
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
        deviceId: principal.deviceId,
        action: 'lookup',
        ...(cover && { subjectId: cover }),
        ...(file && { customerId: file.id }),
        reason: request.reason,
        detail: { by: request.by, mark: markOf(context.keys.lookup, request), found: file !== undefined },
      },
      now,
    );
    return file?.id;
  });
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
