import type { Pool } from '../db/pool.ts';

const EVERY = 60_000;

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
