import { v7 } from 'uuid';
import type { Cover, CoverRequest } from '#shared/protocol/admin.ts';
import type { Context } from '../context.ts';
import { type Client, inTransaction, type Pool } from '../db/pool.ts';
import { HttpError } from '../http/http-error.ts';
import type { Principal } from '../identity/guard.ts';
import { audit } from './audit.ts';
import { BEGIN_ACT, lockInReach, requireHolder } from './reach.ts';

const LONGEST_DAYS = 366;

interface Row {
  id: string;
  user_id: string | null;
  branch_id: string | null;
  customer_id: string | null;
  manager_id: string | null;
  starts_at: Date;
  ends_at: Date;
  reason: string;
}

/** Lets one user read a file or a portfolio for a time. */
export async function grantCover(
  context: Context,
  principal: Principal,
  wanted: CoverRequest,
): Promise<Cover> {
  const now = context.clock();
  const startsAt = wanted.startsAt === undefined ? now : new Date(wanted.startsAt);
  const endsAt = new Date(wanted.endsAt);
  if (endsAt <= now || endsAt <= startsAt || endsAt.getTime() - now.getTime() > LONGEST_DAYS * 86_400_000) {
    throw new HttpError('bad_request', 'a cover ends after it starts, within a year', { paths: ['/endsAt'] });
  }
  const row = await inTransaction(
    context.pool,
    async (client) => {
      const user = await requireHolder(client, principal, wanted.userId, '/userId');
      if (wanted.customerId !== undefined) await lockInReach(client, principal, [wanted.customerId], now);
      if (wanted.managerId !== undefined) {
        const covered = await requireHolder(client, principal, wanted.managerId, '/managerId');
        if (covered.id === user.id) {
          throw new HttpError('bad_request', 'nobody covers themselves', { paths: ['/managerId'] });
        }
      }
      const made = await client.query<Row>(
        `insert into covers (id, user_id, customer_id, manager_id, starts_at, ends_at, reason, granted_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8) returning *`,
        [
          v7(),
          user.id,
          wanted.customerId ?? null,
          wanted.managerId ?? null,
          startsAt,
          endsAt,
          wanted.reason,
          principal.userId,
        ],
      );
      const [cover] = made.rows as [Row];
      await audit(
        client,
        {
          actorId: principal.userId,
          deviceId: principal.deviceId,
          action: 'cover.grant',
          subjectId: cover.id,
          ...(wanted.customerId !== undefined && { customerId: wanted.customerId }),
          reason: wanted.reason,
          detail: { userId: user.id, endsAt: endsAt.toISOString() },
        },
        now,
      );
      return cover;
    },
    BEGIN_ACT,
  );
  context.nudge();
  return coverOf(row);
}

/** Ends a cover now. One that has ended already stays as it is. */
export async function endCover(
  context: Context,
  principal: Principal,
  id: string,
  reason: string,
): Promise<Cover> {
  const now = context.clock();
  const row = await inTransaction(
    context.pool,
    async (client) => {
      const found = await client.query<Row & { ended: boolean }>(
        `select v.* from covers v left join users u on u.id = v.user_id
       where v.id = $1 and ($2 or coalesce(v.branch_id, u.branch_id) = $3) for update of v`,
        [id, principal.role === 'it_admin', principal.branchId],
      );
      const [cover] = found.rows;
      if (!cover) throw new HttpError('not_found', 'no such cover');
      if (cover.ended) return cover;
      const endsAt = cover.ends_at < now ? cover.ends_at : now;
      await client.query('update covers set ended = true, ends_at = $2 where id = $1', [id, endsAt]);
      await audit(
        client,
        {
          actorId: principal.userId,
          deviceId: principal.deviceId,
          action: 'cover.end',
          subjectId: id,
          ...(cover.customer_id !== null && { customerId: cover.customer_id }),
          reason,
        },
        now,
      );
      return { ...cover, ends_at: endsAt };
    },
    BEGIN_ACT,
  );
  context.nudge();
  return coverOf(row);
}

/** Covers in force or to come: of the own branch, or all for IT. */
export async function listCovers(pool: Pool, principal: Principal, now: Date): Promise<Cover[]> {
  const found = await pool.query<Row>(
    `select v.* from covers v left join users u on u.id = v.user_id
     where not v.ended and v.ends_at > $1 and ($2 or coalesce(v.branch_id, u.branch_id) = $3)
     order by v.ends_at, v.id limit 1000`,
    [now, principal.role === 'it_admin', principal.branchId],
  );
  return found.rows.map(coverOf);
}

/** Covers of a merged customer go on for the survivor. */
export async function moveCovers(client: Client, from: string, to: string): Promise<void> {
  await client.query('update covers set customer_id = $2 where customer_id = $1 and not ended', [from, to]);
}

function coverOf(row: Row): Cover {
  return {
    id: row.id,
    ...(row.user_id !== null && { userId: row.user_id }),
    ...(row.branch_id !== null && { branchId: row.branch_id }),
    ...(row.customer_id !== null && { customerId: row.customer_id }),
    ...(row.manager_id !== null && { managerId: row.manager_id }),
    startsAt: row.starts_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
    reason: row.reason,
  };
}
