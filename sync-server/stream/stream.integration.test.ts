import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from '../server.ts';
import { addFile, addPerson, makeBank, type TestBank } from '../test/bank.ts';
import { Device, mutationOf } from '../test/device.ts';
import { Listener } from '../test/listener.ts';
import { stamped, startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';
import { until } from '../test/until.ts';

let database: TestDatabase;
let one: RunningServer;
let two: RunningServer;
let bank: TestBank;
let now = Date.now();

beforeAll(async () => {
  database = await createTestDatabase();
  const clock = () => new Date(now);
  one = await startNode(database.url, { nodeName: 'one', clock });
  two = await startNode(database.url, { nodeName: 'two', clock });
  bank = await makeBank(database.pool);
});
afterAll(async () => {
  await Promise.all([one.close(), two.close()]);
  await database.drop();
});

describe('two nodes on one database', () => {
  it('[S2] an edit pushed at one pokes a client of the other, whose pull brings it', async () => {
    const customerId = await addFile(database.pool, bank.north);
    await stamped(database.pool);
    const writer = await Device.of(one.url, bank.people.teller);
    const reader = await Device.of(two.url, bank.people.boss);
    const elsewhere = await Device.of(two.url, bank.people.southTeller);
    await reader.sync();
    const [near, far] = [await Listener.of(reader), await Listener.of(elsewhere)];
    const before = near.count('poke');
    const quiet = far.count('poke');
    const result = await writer.pushOne(
      mutationOf({
        collection: 'customers',
        documentId: customerId,
        customerId,
        base: { occupation: null },
        next: { occupation: '护士' },
      }),
    );
    expect(result.outcome).toBe('accepted');
    await until(async () => near.count('poke') > before);
    await reader.pull();
    expect(reader.get('customers', customerId)?.occupation).toBe('护士');
    expect(far.count('poke')).toBe(quiet);
    near.close();
    far.close();
  });

  it('[S3] a request made at one says decide to those who read the file at the other, and to nobody else', async () => {
    const { manager, boss, southTeller } = bank.people;
    const customerId = await addFile(database.pool, bank.north, { managerId: manager.id });
    await stamped(database.pool);
    const author = await Device.of(one.url, manager);
    const decider = await Device.of(two.url, boss);
    const near = await Listener.of(decider);
    const far = await Listener.of(await Device.of(two.url, southTeller));
    const [before, quiet] = [near.count('decide'), far.count('decide')];
    const edit = mutationOf({
      collection: 'customers',
      documentId: customerId,
      customerId,
      base: { grade: 'standard' },
      next: { grade: 'gold' },
    });
    await author.pushOne(edit);
    await until(async () => near.count('decide') > before);
    const asked = near.count('decide');
    await decider.post(`/change-requests/${edit.id}`, { decision: 'refuse' });
    await until(async () => near.count('decide') > asked);
    expect(far.count('decide')).toBe(quiet);
    near.close();
    far.close();
  });

  it('[P1] the same edit sent to both at the same moment is applied once', async () => {
    const customerId = await addFile(database.pool, bank.north);
    const writer = await Device.of(one.url, bank.people.teller);
    for (let i = 0; i < 5; i++) {
      const twin = Object.assign(new Device(two.url), { session: writer.session, deviceId: writer.deviceId });
      const mutation = mutationOf({
        collection: 'customers',
        documentId: customerId,
        customerId,
        baseRev: 1 + i,
        base: { occupation: i === 0 ? null : `第${i - 1}` },
        next: { occupation: `第${i}` },
      });
      const [left, right] = await Promise.all([writer.pushOne(mutation), twin.pushOne(mutation)]);
      expect(left).toEqual(right);
      expect(left).toMatchObject({ outcome: 'accepted', row: { rev: 2 + i } });
    }
  });

  it('[F4] the other node stamps when the one at work is closed', async () => {
    const [working, other] = one.stamping ? [one, two] : [two, one];
    await working.close();
    await until(async () => other.stamping);
    const customerId = await addFile(database.pool, bank.north);
    await stamped(database.pool);
    const reader = await Device.of(other.url, bank.people.teller);
    await reader.sync();
    expect(reader.idsOf('customers')).toContain(customerId);
    const again = await startNode(database.url, { clock: () => new Date(now) });
    if (working === one) one = again;
    else two = again;
  });
});

describe('the stream', () => {
  it('[S1] says when something in the user’s channels may have changed, the user’s own grants among it', async () => {
    const person = await addPerson(database.pool, {
      username: 'mover',
      role: 'teller',
      branchId: bank.south,
    });
    const device = await Device.of(one.url, person);
    const listener = await Listener.of(device);
    const before = listener.count('poke');
    await database.pool.query('update users set branch_id = $2 where id = $1', [person.id, bank.north]);
    await until(async () => listener.count('poke') > before);
    await stamped(database.pool);
    const moved = listener.count('poke');
    await addFile(database.pool, bank.north);
    await until(async () => listener.count('poke') > moved);
    listener.close();
  });

  it('[S1] ends with bye when the person is disabled', async () => {
    const person = await addPerson(database.pool, { username: 'gone', role: 'teller', branchId: bank.south });
    const listener = await Listener.of(await Device.of(two.url, person));
    await database.pool.query('update users set disabled = true where id = $1', [person.id]);
    await until(async () => listener.ended);
    expect(listener.count('bye')).toBe(1);
  });

  it('[S1] ends with bye when the token does', async () => {
    const device = await Device.of(two.url, bank.people.manager);
    // A token ends on a whole second: between one and two seconds of its ten minutes are left.
    now += 598_000;
    const listener = await Listener.of(device);
    await until(async () => listener.ended);
    expect(listener.count('bye')).toBe(1);
  });

  it('is readable from the desktop’s origin', async () => {
    const device = await Device.of(two.url, bank.people.manager);
    const listener = await Listener.of(device, { origin: 'app://branchline' });
    expect(listener.headers.get('access-control-allow-origin')).toBe('app://branchline');
    expect(listener.headers.get('content-type')).toContain('text/event-stream');
    listener.close();
  });
});
