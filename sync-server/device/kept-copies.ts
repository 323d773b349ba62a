import { z } from 'zod';
import type { Pool } from '../db/pool.ts';

/** Name of the row in `settings` that says how far back a backup may reach; see docs/DEPLOY.md. */
export const BACKUP_SETTING = 'backup_window';
/** Hours. */
const KEPT = 48;
const setting = z.strictObject({
  hours: z
    .number()
    .min(0)
    .max(24 * 366),
});

/**
 * Hours for which devices keep sealed copies of edits that were answered: as long as the newest backup may be old when
 * it is needed. A setting that is not valid counts for nothing.
 */
export async function keptHours(pool: Pick<Pool, 'query'>): Promise<number> {
  const found = await pool.query<{ value: unknown }>('select value from settings where name = $1', [
    BACKUP_SETTING,
  ]);
  return setting.safeParse(found.rows[0]?.value).data?.hours ?? KEPT;
}
