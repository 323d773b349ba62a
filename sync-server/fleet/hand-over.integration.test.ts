import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sign } from '#shared/crypto/signature.ts';
import type { SentMutation } from '#shared/model/act.ts';
import type { InboxItem } from '#shared/model/inbox.ts';
import { EDIT_PURPOSE, type SealedCopy } from '#shared/protocol/device.ts';
import { fleetPage, fleetSummary, handOverAnswer } from '#shared/protocol/fleet.ts';
import { parkedResponse, parkedResult } from '#shared/protocol/parked.ts';
import type { RunningServer } from '../server.ts';
import { addFile, addPerson, makeBank, type TestBank } from '../test/bank.ts';
import { Device } from '../test/device.ts';
import { customerEdit, newAct, newLog, newView } from '../test/mutations.ts';
import { startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';
import { type Author, SpeakingDevice } from '../test/speaking-device.ts';

let database: TestDatabase;
let server: RunningServer;
let bank: TestBank;
let admin: Device;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startNode(database.url);
  bank = await makeBank(database.pool);
  admin = await Device.of(server.url, bank.people.admin);
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

interface Machine {
  /** Who it was, and a teller who worked there. */
  before: SpeakingDevice;
  teller: Author;
  /** Who it is since it lost its identity. */
  device: SpeakingDevice;
}

/** A machine that was made anew with the journal of before. */
async function machine(): Promise<Machine> {
  const before = await SpeakingDevice.at(server.url);
  const username = `t${v7().slice(-8)}`;
  const person = await addPerson(database.pool, { username, role: 'teller', branchId: bank.north });
  const teller = await before.signInAs(person);
  const device = await SpeakingDevice.at(server.url);
  await device.signInAs(person);
  return { before, teller, device };
}

async function deliver(
  { before, teller, device }: Machine,
  ...mutations: SentMutation[]
): Promise<SealedCopy[]> {
  const copies = await Promise.all(mutations.map((mutation) => before.copyOf(teller, mutation)));
  const results = await device.deliver(...copies);
  expect(results.map(({ outcome }) => outcome)).toEqual(mutations.map(() => 'parked'));
  return copies;
}

const order = async ({ device }: Machine, by = admin) =>
  handOverAnswer.parse(
    await by.post(`/operations/devices/${device.deviceId}/handover`, { reason: '密钥库被重置' }),
  );

async function found({ device }: Machine) {
  const filter = { text: device.deviceId, alert: 'setAside' };
  return fleetPage.parse(await admin.post('/operations/devices/search', { filter })).items[0];
}

async function rowsOf<T extends object>(sql: string, ...values: unknown[]): Promise<T[]> {
  return (await database.pool.query<T>(sql, values)).rows;
}

const logsOf = (customerId: string) =>
  rowsOf<{ doc: { authorId: string } }>(
    'select doc from contact_logs where customer_id = $1 and updated_by is not null',
    customerId,
  );

const inboxOf = async ({ teller }: Machine) =>
  (await rowsOf<{ doc: InboxItem }>('select doc from inbox where owner_id = $1', teller.id)).map(
    ({ doc }) => doc,
  );

describe('[D20] edits that came from a device which they were not made on', () => {
  it('are shown to IT, handed over on order, and applied by whoever has the file, in their author’s name', async () => {
    const customerId = await addFile(database.pool, bank.north);
    const made = await machine();
    const [log, edit] = [newLog(customerId), customerEdit(customerId, {}, { occupation: '教师' })];
    await deliver(made, log, edit);
    expect(await found(made)).toMatchObject({
      alerts: ['setAside'],
      setAside: { edits: 2, madeOn: [made.before.deviceId] },
    });
    expect(fleetSummary.parse(await admin.request('/operations/devices')).alerts.setAside).toBe(1);

    expect(await order(made)).toEqual({ id: made.device.deviceId, handedOver: 2, left: 0 });
    expect(await found(made)).toBeUndefined();
    expect(await logsOf(customerId)).toEqual([]);
    const told = await inboxOf(made);
    expect(told).toHaveLength(2);
    for (const item of told)
      expect(item).toMatchObject({ outcome: 'parked', reason: 'made_elsewhere', customerId });

    const boss = await Device.of(server.url, bank.people.boss);
    const { items } = parkedResponse.parse(await boss.request('/parked'));
    expect(items.filter((item) => item.customerId === customerId)).toMatchObject([
      { id: log.id, reason: 'made_elsewhere', author: { id: made.teller.id } },
      { id: edit.id, fields: [{ field: 'occupation', mine: '教师' }] },
    ]);
    for (const { id } of [log, edit])
      expect(parkedResult.parse(await boss.post(`/parked/${id}`, { decision: 'apply' }))).toMatchObject({
        outcome: 'accepted',
      });
    expect(await logsOf(customerId)).toMatchObject([{ doc: { authorId: made.teller.id } }]);
  });

  it('are a line of the audit log under the device that they were made on, and so is the order', async () => {
    const customerId = await addFile(database.pool, bank.north);
    const made = await machine();
    const log = newLog(customerId);
    const shown = newAct(customerId, { seq: 7 });
    await deliver(made, log, shown);
    expect(await order(made)).toMatchObject({ handedOver: 2 });
    const lines = await rowsOf<object>(
      `select action, actor_id, device_id, device_seq, reason, detail from audit_log
       where subject_id in ($1, $2, $3) and action <> 'session.open' order by id`,
      log.documentId,
      shown.id,
      made.device.deviceId,
    );
    const author = { actor_id: made.teller.id, device_id: made.before.deviceId };
    expect(lines).toMatchObject([
      { ...author, action: 'act.unmask', device_seq: 7 },
      { ...author, detail: { outcome: 'parked' } },
      {
        action: 'device.handover',
        actor_id: bank.people.admin.id,
        device_id: admin.deviceId,
        reason: '密钥库被重置',
        detail: { edits: 2, madeOn: [made.before.deviceId] },
      },
    ]);
  });

  it('happen once, though the order is repeated and the device that they were made on delivers them too', async () => {
    const customerId = await addFile(database.pool, bank.north);
    const made = await machine();
    const log = newLog(customerId);
    const copies = await deliver(made, log);
    const answers = await Promise.all([order(made), order(made)]);
    expect(answers.reduce((sum, { handedOver }) => sum + handedOver, 0)).toBe(1);
    expect((await order(made)).handedOver).toBe(0);
    await made.device.deliver(...copies);
    expect(await found(made)).toBeUndefined();
    const again = await made.before.deliver(await made.before.copyOf(made.teller, log));
    expect(again).toMatchObject([{ outcome: 'parked' }]);
    expect(await logsOf(customerId)).toEqual([]);
    expect(await inboxOf(made)).toHaveLength(1);
    const waiting = await rowsOf('select 1 from parked_edits where mutation_id = $1', log.id);
    expect(waiting).toHaveLength(1);
  });

  it('change nothing where the device that they were made on was first', async () => {
    const customerId = await addFile(database.pool, bank.north);
    const made = await machine();
    const log = newLog(customerId);
    await deliver(made, log);
    await made.before.deliver(await made.before.copyOf(made.teller, log));
    expect(await order(made)).toMatchObject({ handedOver: 1, left: 0 });
    expect(await logsOf(customerId)).toHaveLength(1);
    expect(await inboxOf(made)).toEqual([]);
  });

  it('are applied where they are about their author alone, and refused where the role may not', async () => {
    const customerId = await addFile(database.pool, bank.north);
    const made = await machine();
    const view = newView();
    await deliver(made, view, customerEdit(customerId, {}, { remarks: '猜测' }));
    expect(await order(made)).toMatchObject({ handedOver: 2 });
    expect(await rowsOf('select 1 from personal where id = $1', view.documentId)).toHaveLength(1);
    expect(await inboxOf(made)).toMatchObject([{ outcome: 'rejected', reason: 'field_not_writable' }]);
  });

  it('that have to wait stay set aside, and come with the next order', async () => {
    const customerId = await addFile(database.pool, bank.north);
    const made = await machine();
    await deliver(made, customerEdit(customerId, {}, { occupation: '教师' }));
    const client = await database.pool.connect();
    await client.query('begin');
    await client.query('select 1 from customers where id = $1 for update', [customerId]);
    try {
      expect(await order(made)).toMatchObject({ handedOver: 0, left: 1 });
    } finally {
      await client.query('rollback');
      client.release();
    }
    expect(await order(made)).toMatchObject({ handedOver: 1, left: 0 });
  });

  it('that fail another check as well are nobody’s to hand over', async () => {
    const made = await machine();
    const log = newLog(await addFile(database.pool, bank.north));
    const forged = await made.before.copyOf(made.teller, log, {
      signature: await sign(made.device.keys.privateKey, EDIT_PURPOSE, JSON.stringify(log)),
    });
    await made.device.deliver(forged);
    expect(await found(made)).toBeUndefined();
    expect(await order(made)).toMatchObject({ handedOver: 0, left: 0 });
    expect(await rowsOf('select 1 from mutations where id = $1', log.id)).toEqual([]);
  });

  it('whose envelope was changed since are not waited for', async () => {
    const made = await machine();
    const log = newLog(await addFile(database.pool, bank.north));
    await deliver(made, log);
    await database.pool.query('update sealed_unreadable set author_id = $2 where mutation_id = $1', [
      log.id,
      bank.people.boss.id,
    ]);
    expect(await order(made)).toMatchObject({ handedOver: 0, left: 0 });
    const faults = await rowsOf('select fault from sealed_unreadable where mutation_id = $1', log.id);
    expect(faults).toEqual([{ fault: 'other_envelope' }]);
  });

  it('are for IT alone to hand over, with a reason', async () => {
    const made = await machine();
    const boss = await Device.of(server.url, bank.people.boss);
    await expect(order(made, boss)).rejects.toMatchObject({ body: { code: 'forbidden' } });
    await expect(order(made, made.device)).rejects.toMatchObject({ body: { code: 'forbidden' } });
    const path = `/operations/devices/${made.device.deviceId}/handover`;
    await expect(admin.post(path, { reason: '' })).rejects.toMatchObject({ body: { code: 'bad_request' } });
    await expect(
      admin.post(`/operations/devices/${v7()}/handover`, { reason: '工单' }),
    ).rejects.toMatchObject({ body: { code: 'not_found' } });
  });
});
