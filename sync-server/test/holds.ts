import type { Pool } from '../db/pool.ts';
import type { Device } from './device.ts';
import { stamped } from './node.ts';

/** The device, once it has heard of everything committed so far. */
export async function synced(pool: Pool, device: Device): Promise<Device> {
  await stamped(pool);
  await device.sync();
  return device;
}
