import { audit } from '../admin/audit.ts';
import type { Client } from '../db/pool.ts';
import type { FiledEnd } from './account-ends.ts';
import { NO_PASSWORD } from './users.ts';

/**
 * Takes away again what a database that was put back has given back; gives the number of acts. Only ever takes: somebody whom
 * IT let in again since, and who is disabled in the backup, stays disabled until IT says so once more.
 */
export async function recallEnds(client: Client, filed: readonly FiledEnd[], now: Date): Promise<number> {
  const known = await client.query<{ id: string }>(
    'select id from account_ends where id = any ($1::uuid[])',
    [filed.map(({ id }) => id)],
  );
  const had = new Set(known.rows.map(({ id }) => id));
  let recalled = 0;
  for (const one of filed) {
    if (had.has(one.id) || one.endedAt !== null) continue;
    if (await takeUp(client, one, now)) recalled += 1;
  }
  return recalled;
}

async function takeUp(client: Client, one: FiledEnd, now: Date): Promise<boolean> {
  // Of somebody who was entered after the backup there is nothing left to take away.
  const found = await client.query<{ since: boolean }>(
    `select exists (select from account_ends e where e.user_id = users.id and e.kind = $2
              and (e.kind = 'disabled' and e.lifted_at is null or e.at > $3)) as since
     from users where id = $1 for update`,
    [one.userId, one.kind, one.at],
  );
  const [user] = found.rows;
  if (user === undefined) return false;
  // Decided anew before the files could be read: the later word counts, and this one is not asked about again.
  const lifted = user.since && one.kind === 'disabled' ? now : null;
  await client.query(
    'insert into account_ends (id, user_id, kind, at, lifted_at) values ($1, $2, $3, $4, $5)',
    [one.id, one.userId, one.kind, one.at, lifted],
  );
  if (user.since) return false;
  await takeAway(client, one, now);
  await audit(
    client,
    {
      actorId: null,
      action: 'person.recall',
      subjectId: one.userId,
      reason: '',
      detail: { order: one.id, kind: one.kind },
    },
    now,
  );
  return true;
}

async function takeAway(client: Client, { userId, kind, at }: FiledEnd, now: Date): Promise<void> {
  if (kind === 'disabled') {
    await client.query('update users set disabled = true where id = $1', [userId]);
    return;
  }
  await client.query(
    `update sessions set revoked_at = $2, revoked_reason = 'recalled', successor_sealed = null
     where user_id = $1 and revoked_at is null and created_at <= $3`,
    [userId, now, at],
  );
  if (kind === 'sessions') return;
  // What was replaced may be known to somebody, and what replaced it is lost: IT gives out another.
  await client.query(
    "update users set sign_in = 'local', password_hash = $2, one_time_until = null where id = $1",
    [userId, NO_PASSWORD],
  );
  await client.query('delete from provider_links where user_id = $1', [userId]);
}
