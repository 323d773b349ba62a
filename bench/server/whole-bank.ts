import type { Pool } from '#sync-server/db/pool.ts';

/** Moves every file to one branch, so that one person has the whole bank. Returns that person. */
export async function giveAllTo(pool: Pool): Promise<string> {
  const found = await pool.query<{ id: string; branch_id: string }>(
    `select id, branch_id from users where role = 'branch_manager' order by id limit 1`,
  );
  const [boss] = found.rows;
  if (boss === undefined) throw new Error('the demo bank has no branch manager');
  await pool.query(`update customers set doc = jsonb_set(doc, '{branchId}', to_jsonb($1::text))`, [
    boss.branch_id,
  ]);
  return boss.id;
}
