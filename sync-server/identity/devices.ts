import type { Client, Pool } from '../db/pool.ts';

const EVERY = 60_000;

/** Why a session is not opened on a device. */
export type DeviceRefusal = 'other_key' | 'to_be_wiped';

/**
 * Notes a sign-in on a device and registers the device's key; the first key stays. The row stays locked until the
 * transaction ends, so that a wipe cannot be ordered between this look and the session it allows.
 */
export async function registerDevice(
  client: Client,
  device: { id: string; key: string | undefined; userId: string },
  now: Date,
): Promise<DeviceRefusal | undefined> {
  const noted = await client.query(
    `insert into devices (id, last_user_id, first_seen_at, last_seen_at, public_key) values ($1, $2, $3, $3, $4)
     on conflict (id) do update set last_user_id = $2, last_seen_at = $3,
       public_key = coalesce(devices.public_key, $4)
     where devices.public_key is null or $4::text is null or devices.public_key = $4`,
    [device.id, device.userId, now, device.key ?? null],
  );
  if (noted.rowCount === 0) return 'other_key';
  return (await hasOpenOrder(client, device.id)) ? 'to_be_wiped' : undefined;
}

/** A statement of its own, for its snapshot must be younger than the lock on the device's row. */
export async function hasOpenOrder(client: Pick<Pool, 'query'>, deviceId: string): Promise<boolean> {
  const found = await client.query(
    'select 1 from device_orders where device_id = $1 and confirmed_at is null',
    [deviceId],
  );
  return found.rowCount !== 0;
}

/** Notes when a device was last seen, at most once a minute for each. */
export class DeviceLog {
  readonly #pool: Pool;
  readonly #noted = new Map<string, number>();

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async seen(deviceId: string, userId: string, schemaVersion: number, now: Date): Promise<void> {
    const last = this.#noted.get(deviceId) ?? 0;
    if (now.getTime() - last < EVERY && now.getTime() >= last) return;
    if (this.#noted.size > 20_000) this.#noted.clear();
    this.#noted.set(deviceId, now.getTime());
    await this.#pool.query(
      `insert into devices (id, last_user_id, first_seen_at, last_seen_at, schema_version)
       values ($1, $2, $3, $3, $4)
       on conflict (id) do update set last_user_id = $2, last_seen_at = $3, schema_version = $4`,
      [deviceId, userId, now, schemaVersion],
    );
  }
}
