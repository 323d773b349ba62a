import { v7 } from 'uuid';
import { z } from 'zod';
import { instant, uuid } from '#shared/model/primitives.ts';
import type { Client, Pool } from '../db/pool.ts';
import type { LineKind } from '../fleet/signed-lines.ts';

const kind = z.enum(['disabled', 'sessions', 'proof']);
export type AccountEndKind = z.infer<typeof kind>;

const end = z.strictObject({ id: uuid, userId: uuid, kind, at: instant, endedAt: instant.nullable() });
/** What took somebody's way in away, as it is kept outside the database. `endedAt`: the person was let in again. */
export type FiledEnd = z.infer<typeof end>;

export const endLines: LineKind<FiledEnd> = {
  name: 'account-ends',
  purpose: 'filed account end',
  schema: end,
  statementOf: ({ id, userId, kind, at, endedAt }) => JSON.stringify([id, userId, kind, at, endedAt]),
};

/** In the transaction that ends the sessions. That somebody was disabled is noted by the database itself. */
export async function noteEnd(
  client: Client,
  userId: string,
  kind: Exclude<AccountEndKind, 'disabled'>,
  now: Date,
): Promise<void> {
  await client.query('insert into account_ends (id, user_id, kind, at) values ($1, $2, $3, $4)', [
    v7(),
    userId,
    kind,
    now,
  ]);
}

/** All ends, or those that came or were lifted within a day. */
export async function endsToFile(pool: Pool, all: boolean): Promise<FiledEnd[]> {
  const found = await pool.query<{
    id: string;
    user_id: string;
    kind: AccountEndKind;
    at: Date;
    lifted_at: Date | null;
  }>(
    `select id, user_id, kind, at, lifted_at from account_ends
     where $1 or greatest(at, lifted_at) > now() - interval '1 day' order by at`,
    [all],
  );
  return found.rows.map((row) => ({
    id: row.id,
    userId: row.user_id,
    kind: row.kind,
    at: row.at.toISOString(),
    endedAt: row.lifted_at?.toISOString() ?? null,
  }));
}
