import { z } from 'zod';
import { businessDate } from '#shared/model/primitives.ts';
import type { Client, Pool } from '../db/pool.ts';

const NAME = 'demo_bank';

/** How far the demo bank is written. Its day and seed stay those of the first run, or two halves would not match. */
const seedState = z.object({
  seed: z.int(),
  today: businessDate,
  /** Customers wanted, and those that are written with all of their files. */
  customers: z.int(),
  done: z.int(),
});
export type SeedState = z.infer<typeof seedState>;

export async function readSeedState(client: Client | Pool): Promise<SeedState | undefined> {
  const { rows } = await client.query<{ value: unknown }>('select value from settings where name = $1', [
    NAME,
  ]);
  return rows[0] === undefined ? undefined : seedState.parse(rows[0].value);
}

export async function writeSeedState(client: Client | Pool, state: SeedState): Promise<void> {
  await client.query(
    'insert into settings (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value',
    [NAME, JSON.stringify(state)],
  );
}
