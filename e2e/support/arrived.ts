import type { Bank } from './bank.ts';

/** How many contact logs with this note the server has. */
export async function arrivals({ pool }: Bank, note: string): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    `select count(*)::int as n from contact_logs where doc ->> 'note' = $1`,
    [note],
  );
  return rows[0]?.n ?? 0;
}
