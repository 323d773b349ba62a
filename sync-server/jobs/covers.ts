import { inTransaction, type Pool } from '../db/pool.ts';

const LOCK = 7_302_005;

/**
 * The start and the end of a cover are moments that no write announces: this writes them. Returns how many covers
 * began or ended.
 */
export function turnCovers(pool: Pool, now: Date): Promise<number> {
  return inTransaction(pool, async (client) => {
    const got = await client.query<{ got: boolean }>('select pg_try_advisory_xact_lock($1) as got', [LOCK]);
    if (!got.rows[0]?.got) return 0;
    const ended = await client.query('update covers set ended = true where not ended and ends_at <= $1', [
      now,
    ]);
    // A cover entered ahead of its time: its channel is made when the stamper is told, once.
    const begun = await client.query(
      `insert into change_log (table_name, id, customer_id, old_customer_id)
       select 'covers', v.id, v.customer_id, v.customer_id from covers v
       where not v.ended and v.customer_id is not null and v.starts_at <= $1 and v.ends_at > $1
         and exists (select from customers c where c.id = v.customer_id)
         and not exists (select from file_channels f
                         where f.customer_id = v.customer_id and f.channel = 'cover:' || v.id)
         and not exists (select from change_log l where l.table_name = 'covers' and l.id = v.id)`,
      [now],
    );
    return (ended.rowCount ?? 0) + (begun.rowCount ?? 0);
  });
}
