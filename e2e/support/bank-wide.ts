import { writeSetting } from '#sync-server/admin/changed-settings.ts';
import { FLEET_SETTING } from '#sync-server/fleet/setting.ts';
import { POLICY_SETTING } from '#sync-server/identity/policy.ts';
import { FIELD_RULES_SETTING } from '#sync-server/pull/grants.ts';
import type { Bank } from './bank.ts';

const BANK_WIDE = [POLICY_SETTING, FIELD_RULES_SETTING, FLEET_SETTING] as const;

/**
 * What IT has set for everybody, as text; what holds nothing counts as not set. The tests of a worker share a bank: a
 * lock that one of them set to four minutes fails another one that waits for four, and only when both come to the same
 * worker.
 */
export async function readBankWide(bank: Bank): Promise<string[]> {
  const { rows } = await bank.pool.query<{ line: string }>(
    `select name || ' ' || value::text as line from settings
      where name = any ($1::text[]) and jsonb_path_exists(value, '$.** ? (@.type() != "object")') order by name`,
    [BANK_WIDE],
  );
  return rows.map(({ line }) => line);
}

/**
 * Runs `act` while `value` is set for everybody, and puts back what was there: another test may have left a row that
 * holds nothing.
 */
export async function whileSet(
  { pool }: Bank,
  name: (typeof BANK_WIDE)[number],
  value: unknown,
  act: () => Promise<void>,
): Promise<void> {
  const { rows } = await pool.query<{ value: unknown }>('select value from settings where name = $1', [name]);
  await writeSetting(pool, name, value);
  try {
    await act();
  } finally {
    const [before] = rows;
    if (before) await writeSetting(pool, name, before.value);
    else await pool.query('delete from settings where name = $1', [name]);
  }
}
