import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMetrics } from '../operations/metrics.ts';
import type { RunningServer } from '../server.ts';
import { makeBank, type TestBank } from '../test/bank.ts';
import { Device } from '../test/device.ts';
import { startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';
import { SpeakingDevice } from '../test/speaking-device.ts';
import { countDevices } from './count-devices.ts';

const DAY = 86_400;
let database: TestDatabase;
let server: RunningServer;
let bank: TestBank;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startNode(database.url);
  bank = await makeBank(database.pool);
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

/** What the figures are so many seconds from now. */
async function figuresIn(seconds: number) {
  const metrics = createMetrics();
  const clock = () => new Date(Date.now() + seconds * 1000);
  await countDevices({ pool: database.pool, metrics, clock });
  const of = async (gauge: { get(): Promise<{ values: { value: number }[] }> }) =>
    (await gauge.get()).values[0]?.value;
  return {
    unsent: await of(metrics.unsentEdits),
    unsentSince: await of(metrics.unsentSince),
    wipeSince: await of(metrics.wipeSince),
  };
}

describe('what alerts know of devices', () => {
  it('is how long edits and orders to erase wait, until the device is erased or shut out', async () => {
    const device = await SpeakingDevice.at(server.url);
    await device.signInAs(bank.people.teller);
    const tell = (confirmed: string[]) => device.speak('/device/contact', { confirmed, unsent: 7 });
    await tell([]);
    expect(await figuresIn(DAY)).toMatchObject({ unsent: 7, wipeSince: 0 });
    expect((await figuresIn(4 * DAY)).unsentSince).toBeGreaterThan(3 * DAY);

    const admin = await Device.of(server.url, bank.people.admin);
    const decide = (act: string) =>
      admin.post(`/operations/devices/${device.deviceId}/${act}`, { reason: '工单 42' });
    await decide('wipe');
    const ordered = await figuresIn(DAY + 60);
    expect(ordered).toMatchObject({ unsent: 0, unsentSince: 0 });
    expect(ordered.wipeSince).toBeGreaterThan(DAY);

    // Written off.
    await decide('revoke');
    expect((await figuresIn(DAY + 60)).wipeSince).toBe(0);
    await decide('restore');

    const given = await database.pool.query<{ id: string }>(
      "select id from device_orders where device_id = $1 and kind = 'wipe'",
      [device.deviceId],
    );
    await tell(given.rows.map(({ id }) => id));
    // What it said last stays on record; it is on that device no more.
    expect(await figuresIn(4 * DAY)).toEqual({ unsent: 0, unsentSince: 0, wipeSince: 0 });
  });
});
