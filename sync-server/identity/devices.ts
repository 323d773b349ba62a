import type { Client, Pool } from '../db/pool.ts';
import { fleetSetting } from '../fleet/setting.ts';

const EVERY = 60_000;

/** Why a session is not opened on a device. */
export type DeviceRefusal = 'unproven' | 'other_key' | 'to_be_wiped' | 'revoked' | 'not_approved';

/**
 * Notes a sign-in on a device and registers the device's key; the first key stays. The row stays locked until the
 * transaction ends, so that nothing can be ordered between this look and the session it allows. Where devices need
 * approval, one that nobody has let in waits for it from here on, and each has to prove the key it names.
 */
export async function registerDevice(
  client: Client,
  device: { id: string; key: string | undefined; proven: boolean; userId: string },
  now: Date,
): Promise<DeviceRefusal | undefined> {
  const { approval } = await fleetSetting(client);
  const free = approval === 'none';
  if (!free && !device.proven) return 'unproven';
  const noted = await client.query<{ approved: boolean }>(
    `insert into devices (id, last_user_id, first_seen_at, last_seen_at, public_key, approved_at)
     values ($1, $2, $3, $3, $4, case when $5 then $3::timestamptz end)
     on conflict (id) do update set last_user_id = $2, last_seen_at = $3,
       public_key = coalesce(devices.public_key, $4),
       approved_at = coalesce(devices.approved_at, case when $5 then $3::timestamptz end)
     where devices.public_key is null or ($4::text is null and $5) or devices.public_key = $4
     returning approved_at is not null as approved`,
    [device.id, device.userId, now, device.key ?? null, free],
  );
  const [row] = noted.rows;
  if (row === undefined) return 'other_key';
  const open = await openKinds(client, device.id);
  if (open.has('wipe')) return 'to_be_wiped';
  if (open.has('revoke')) return 'revoked';
  return row.approved ? undefined : 'not_approved';
}

/** A statement of its own, for its snapshot must be younger than the lock on the device's row. */
async function openKinds(client: Pick<Pool, 'query'>, deviceId: string): Promise<Set<string>> {
  const found = await client.query<{ kind: string }>(
    'select kind from device_orders where device_id = $1 and confirmed_at is null',
    [deviceId],
  );
  return new Set(found.rows.map(({ kind }) => kind));
}

export async function hasOpenOrder(client: Pick<Pool, 'query'>, deviceId: string): Promise<boolean> {
  return (await openKinds(client, deviceId)).size > 0;
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
      `insert into devices (id, last_user_id, first_seen_at, last_seen_at, schema_version, approved_at)
       values ($1, $2, $3, $3, $4, $3)
       on conflict (id) do update set last_user_id = $2, last_seen_at = $3, schema_version = $4`,
      [deviceId, userId, now, schemaVersion],
    );
  }
}
