import { createHash } from 'node:crypto';
import type { Client } from '../db/pool.ts';
import { HttpError } from '../http/http-error.ts';

/** Whoever changes settings on a screen takes turns: each must have seen what the one before made of them. */
const SETTINGS_LOCK = 7_302_015;

export interface StoredSettings {
  /** By name; what was never set is not in it. */
  readonly values: ReadonlyMap<string, unknown>;
  /** Follows from what is stored, so that a change by other hands than the screen's is seen as well. */
  readonly version: string;
}

/** Rows of `settings` as they are stored. */
export async function readSettings(
  client: Pick<Client, 'query'>,
  names: readonly string[],
): Promise<StoredSettings> {
  const found = await client.query<{ name: string; value: unknown; text: string }>(
    'select name, value, value::text as text from settings where name = any ($1::text[]) order by name',
    [names],
  );
  const digest = createHash('sha256').update(
    JSON.stringify(found.rows.map(({ name, text }) => [name, text])),
  );
  return {
    values: new Map(found.rows.map(({ name, value }) => [name, value])),
    version: digest.digest('hex').slice(0, 32),
  };
}

/** The rows, locked until the transaction's end; `conflict` when they are not what was `seen`. */
export async function lockSettings(
  client: Pick<Client, 'query'>,
  names: readonly string[],
  seen: string,
): Promise<StoredSettings> {
  await client.query('select pg_advisory_xact_lock($1)', [SETTINGS_LOCK]);
  const stored = await readSettings(client, names);
  if (stored.version !== seen) throw new HttpError('conflict', 'the settings were changed meanwhile');
  return stored;
}

export async function writeSetting(
  client: Pick<Client, 'query'>,
  name: string,
  value: unknown,
): Promise<void> {
  await client.query(
    'insert into settings (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value',
    [name, JSON.stringify(value)],
  );
}
