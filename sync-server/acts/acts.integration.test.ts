import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RecordedAct } from '#shared/model/act.ts';
import type { RunningServer } from '../server.ts';
import { addFile, makeBank, type TestBank } from '../test/bank.ts';
import { Device } from '../test/device.ts';
import { newAct, newLog } from '../test/mutations.ts';
import { stamped, startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';
import { SpeakingDevice } from '../test/speaking-device.ts';

let database: TestDatabase;
let server: RunningServer;
let second: RunningServer;
let bank: TestBank;
let teller: Device;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startNode(database.url);
  second = await startNode(database.url, { stamps: false });
  bank = await makeBank(database.pool);
  teller = await Device.of(server.url, bank.people.teller);
});
afterAll(async () => {
  await second.close();
  await server.close();
  await database.drop();
});

async function linesOf(act: Pick<RecordedAct, 'id'>) {
  const found = await database.pool.query<{
    action: string;
    actor_id: string;
    customer_id: string;
    device_id: string;
    detail: object;
  }>('select action, actor_id, customer_id, device_id, detail from audit_log where subject_id = $1', [
    act.id,
  ]);
  return found.rows;
}

const feedLength = async () =>
  (await database.pool.query<{ n: number }>('select count(*)::int as n from feed')).rows[0]?.n;

describe('a recorded act', () => {
  it('[U1] is a line in the audit log with who, what, which fields and when, and reaches nobody’s replica', async () => {
    const customerId = await addFile(database.pool, bank.north);
    await stamped(database.pool);
    const before = await feedLength();
    const act = newAct(customerId);
    expect(await teller.pushOne(act)).toEqual({ mutationId: act.id, outcome: 'accepted' });
    expect(await linesOf(act)).toEqual([
      {
        action: 'act.unmask',
        actor_id: bank.people.teller.id,
        customer_id: customerId,
        device_id: teller.deviceId,
        detail: { at: act.at, fields: ['idNumber'] },
      },
    ]);
    await stamped(database.pool);
    expect(await feedLength()).toBe(before);
  });

  it('[U10] of a sign-in without the server names no file, and is taken from every role', async () => {
    const analyst = await Device.of(server.url, bank.people.analyst);
    for (const [device, person] of [
      [teller, bank.people.teller],
      [analyst, bank.people.analyst],
    ] as const) {
      const { customerId, ...act } = newAct(v7(), { intent: 'act.enter', next: {} });
      expect(await device.pushOne(act)).toEqual({ mutationId: act.id, outcome: 'accepted' });
      expect(await linesOf(act)).toEqual([
        {
          action: 'act.enter',
          actor_id: person.id,
          customer_id: null,
          device_id: device.deviceId,
          detail: { at: act.at },
        },
      ]);
      expect(await device.pushOne({ ...act, id: v7(), customerId })).toMatchObject({ outcome: 'rejected' });
    }
    const { customerId: _, ...opened } = newAct(v7(), { intent: 'act.open', next: {} });
    expect(await teller.pushOne(opened)).toMatchObject({ outcome: 'rejected' });
  });

  it('[U2] is written once, however often and over how many nodes it is sent', async () => {
    const act = newAct(await addFile(database.pool, bank.north), { intent: 'act.open', next: {} });
    const elsewhere = new Device(second.url);
    elsewhere.session = teller.session;
    Object.defineProperty(elsewhere, 'deviceId', { value: teller.deviceId });
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) => (index % 2 ? elsewhere : teller).pushOne(act)),
    );
    expect(new Set(answers.map(({ outcome }) => outcome))).toEqual(new Set(['accepted']));
    expect(await linesOf(act)).toHaveLength(1);
  });

  it('[U2] delivered by its sealed copy is the same line, whoever is signed in', async () => {
    const device = await SpeakingDevice.at(server.url);
    const author = await device.signInAs(bank.people.teller);
    const act = newAct(await addFile(database.pool, bank.north), { intent: 'act.print', next: {} });
    const copy = await device.copyOf(author, act);
    await device.signInAs(bank.people.boss);
    expect(await device.deliver(copy)).toEqual([{ mutationId: act.id, outcome: 'accepted' }]);
    await device.signInAs(bank.people.teller);
    expect(await device.pushOne(act)).toMatchObject({ outcome: 'accepted' });
    expect(await linesOf(act)).toMatchObject([{ action: 'act.print', actor_id: bank.people.teller.id }]);
  });

  it('[U3] on a file out of sight is written as that, and answered like any other', async () => {
    const [foreign, nowhere] = [newAct(await addFile(database.pool, bank.south)), newAct(v7())];
    const results = await teller.push(foreign, nowhere);
    expect(results.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted']);
    for (const act of [foreign, nowhere]) {
      expect(await linesOf(act)).toMatchObject([{ detail: { outOfScope: true } }]);
    }
  });

  it('[U3] by a role that holds no files is refused, and written all the same', async () => {
    const admin = await Device.of(server.url, bank.people.admin);
    const act = newAct(await addFile(database.pool, bank.north));
    expect(await admin.pushOne(act)).toMatchObject({ outcome: 'rejected', reason: 'not_allowed' });
    expect(await linesOf(act)).toMatchObject([{ detail: { outOfScope: true } }]);
  });

  it('[U4] raises no inbox item, and holds up no edit that is sent with it', async () => {
    const customerId = await addFile(database.pool, bank.north);
    const malformed = { ...newAct(customerId), next: { fields: ['110101199001011234'] } };
    const results = await teller.push(malformed, newLog(customerId), newAct(v7()));
    expect(results.map(({ outcome }) => outcome)).toEqual(['rejected', 'accepted', 'accepted']);
    expect(await linesOf(malformed)).toEqual([]);
    const items = await database.pool.query('select 1 from inbox where owner_id = $1', [
      bank.people.teller.id,
    ]);
    expect(items.rowCount).toBe(0);
  });

  it('[U2] whose id somebody else has used is not theirs', async () => {
    const act = newAct(await addFile(database.pool, bank.north));
    await teller.pushOne(act);
    const boss = await Device.of(server.url, bank.people.boss);
    expect(await boss.pushOne(act)).toMatchObject({ outcome: 'rejected', reason: 'not_allowed' });
    expect(await linesOf(act)).toMatchObject([{ actor_id: bank.people.teller.id }]);
  });
});
