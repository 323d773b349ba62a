import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RoleName } from '#shared/access/roles.ts';
import { type PullResponse, pullResponse } from '#shared/protocol/pull.ts';
import { pushResponse } from '#shared/protocol/push.ts';
import { PROTOCOL_VERSION } from '#shared/protocol/version.ts';
import { loadKeys } from '../identity/keys.ts';
import type { RunningServer } from '../server.ts';
import {
  addFile,
  addPerson,
  insert,
  makeBank,
  type Person,
  patch,
  type TestBank,
  taskDoc,
} from '../test/bank.ts';
import { Device, mutationOf } from '../test/device.ts';
import { stamped, startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';
import { sealCheckpoint } from './checkpoint.ts';

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

/** A person of whom no other test knows. */
const somebody = (role: RoleName, branchId: string) =>
  addPerson(database.pool, { username: `t${v7().slice(-8)}`, role, branchId });

describe('the first download', () => {
  it('[L2] brings whole files page by page, can be taken up at any page, and says when it is complete', async () => {
    const branchId = await addBranch();
    const files = [];
    for (let i = 0; i < 60; i++) files.push(await addFile(database.pool, branchId));
    await stamped(database.pool);
    const teller = await somebody('teller', branchId);
    const device = await Device.of(server.url, teller);
    const first = await device.pull(20);
    expect(first).toMatchObject({ more: true, complete: false });
    expect(first.progress?.total).toBe(60);
    for (const id of device.idsOf('customers')) {
      expect(device.idsOf('tasks').length).toBe(device.idsOf('customers').length);
      expect(files).toContain(id);
    }
    // The answer to this one is lost: the same checkpoint gives the same page again.
    const checkpoint = device.checkpoint;
    await device.pull(20);
    device.checkpoint = checkpoint;
    const last = await device.sync(20);
    expect(last).toMatchObject({ more: false, complete: true });
    expect(device.idsOf('customers')).toEqual(files.sort());
    expect(device.idsOf('contactLogs')).toHaveLength(60);
  });

  it('[L3] delivers what changed while it ran', async () => {
    const branchId = await addBranch();
    const files = [];
    for (let i = 0; i < 60; i++) files.push(await addFile(database.pool, branchId));
    await stamped(database.pool);
    const teller = await somebody('teller', branchId);
    const device = await Device.of(server.url, teller);
    await device.pull(10);
    const [early] = device.idsOf('customers');
    if (!early) throw new Error('nothing came');
    await patch(database.pool, 'customers', early, { name: '改名' });
    const late = await addFile(database.pool, branchId, { id: '00000000-0000-7000-8000-000000000001' });
    await stamped(database.pool);
    await device.sync(10);
    expect(device.get('customers', early)?.name).toBe('改名');
    expect(device.idsOf('customers')).toContain(late);
  });

  it('[C4] brings reference data to everybody and customer files to no head-office role', async () => {
    const product = { id: v7(), kind: 'product', code: 'P', name: '存款', nameEn: 'Deposit' };
    await insert(database.pool, 'reference', product);
    await addFile(database.pool, bank.north);
    await stamped(database.pool);
    const device = await Device.of(server.url, bank.people.analyst);
    const answer = await device.sync();
    expect(device.idsOf('reference')).toContain(product.id);
    expect(device.idsOf('customers')).toEqual([]);
    expect(answer.channels).toEqual(['ref', `user:${bank.people.analyst.id}`]);
  });

  it('[C5] leaves out bookings older than 90 days', async () => {
    const branchId = await addBranch();
    const customerId = await addFile(database.pool, branchId);
    const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
    const booking = (bookedOn: string) => ({ id: v7(), customerId, bookedOn });
    const [recent, old] = [booking(day(10)), booking(day(120))];
    await insert(database.pool, 'transactions', recent);
    await insert(database.pool, 'transactions', old);
    await stamped(database.pool);
    const teller = await somebody('teller', branchId);
    const device = await Device.of(server.url, teller);
    await device.sync();
    expect(device.idsOf('transactions')).toEqual([recent.id]);
    await patch(database.pool, 'transactions', old.id, { counterparty: '某某' });
    await stamped(database.pool);
    await device.sync();
    expect(device.idsOf('transactions')).toEqual([recent.id]);
  });
});

describe('a pull', () => {
  it('[L4] brings each changed document once, as it is now', async () => {
    const device = await Device.of(server.url, bank.people.teller);
    const customerId = await addFile(database.pool, bank.north);
    await stamped(database.pool);
    await device.sync();
    await patch(database.pool, 'customers', customerId, { name: '甲' });
    await patch(database.pool, 'customers', customerId, { name: '乙' });
    await stamped(database.pool);
    const answer = await device.pull();
    expect(answer.pages).toEqual([
      { collection: 'customers', rows: [expect.objectContaining({ rev: 3, deleted: false })] },
    ]);
    expect(device.get('customers', customerId)?.name).toBe('乙');
    expect((await device.pull()).pages).toEqual([]);
  });

  it('[C2] leaves out what the role may not read', async () => {
    const customerId = await addFile(database.pool, bank.north, { managerId: bank.people.manager.id });
    await stamped(database.pool);
    const [teller, manager] = [
      await Device.of(server.url, bank.people.teller),
      await Device.of(server.url, bank.people.manager),
    ];
    await teller.sync();
    await manager.sync();
    expect(teller.get('customers', customerId)).not.toHaveProperty('annualIncome');
    expect(teller.get('customers', customerId)).not.toHaveProperty('remarks');
    expect(manager.get('customers', customerId)).toHaveProperty('annualIncome');
  });

  it('[L5] brings a file that enters whole and names one that leaves, by all channels and not by the one left', async () => {
    const { manager, otherManager, teller } = bank.people;
    const customerId = await addFile(database.pool, bank.north, { managerId: manager.id });
    await stamped(database.pool);
    const [old, next, counter] = [
      await Device.of(server.url, manager),
      await Device.of(server.url, otherManager),
      await Device.of(server.url, teller),
    ];
    await Promise.all([old.sync(), next.sync(), counter.sync()]);
    expect(old.idsOf('customers')).toContain(customerId);
    await patch(database.pool, 'customers', customerId, { managerId: otherManager.id });
    await stamped(database.pool);
    expect((await old.sync()).evict).toEqual([customerId]);
    expect(old.idsOf('customers')).not.toContain(customerId);
    await next.sync();
    expect(next.idsOf('customers')).toContain(customerId);
    expect([...next.documents.values()].filter((row) => row.doc.customerId === customerId)).toHaveLength(3);
    expect((await counter.sync()).evict).toEqual([]);
    expect(counter.get('customers', customerId)?.managerId).toBe(otherManager.id);
  });

  it('[L6] moves with its user: files of a lost channel go, those of a new one come', async () => {
    const mine = await addFile(database.pool, bank.north);
    const theirs = await addFile(database.pool, bank.south);
    await stamped(database.pool);
    const person = await somebody('branch_manager', bank.north);
    const device = await Device.of(server.url, person);
    await device.sync();
    expect(device.idsOf('customers')).toContain(mine);
    await database.pool.query('update users set branch_id = $2 where id = $1', [person.id, bank.south]);
    const answer = await device.pull();
    expect(answer.evict).toContain(mine);
    await device.sync();
    expect(device.idsOf('customers')).toEqual([theirs]);
  });

  it('[L6] brings a file that moved with its user without what was deleted or moved away meanwhile', async () => {
    const [mine, apart] = [
      await addFile(database.pool, bank.north),
      await addFile(database.pool, bank.north, { managerId: bank.people.manager.id }),
    ];
    const ofMine = () => taskDoc(mine, bank.people.manager.id);
    const [kept, deleted, moved] = [ofMine(), ofMine(), ofMine()];
    for (const task of [kept, deleted, moved]) await insert(database.pool, 'tasks', task);
    await stamped(database.pool);
    const person = await somebody('branch_manager', bank.north);
    const device = await Device.of(server.url, person);
    await device.sync();
    expect(device.idsOf('tasks')).toEqual(expect.arrayContaining([kept.id, deleted.id, moved.id]));
    await database.pool.query('update tasks set deleted = true where id = $1', [deleted.id]);
    await patch(database.pool, 'tasks', moved.id, { customerId: apart });
    await patch(database.pool, 'customers', mine, { branchId: bank.south });
    await database.pool.query('update users set branch_id = $2 where id = $1', [person.id, bank.south]);
    await stamped(database.pool);
    await device.sync();
    expect(device.idsOf('customers')).toContain(mine);
    expect(device.idsOf('customers')).not.toContain(apart);
    const held = device.idsOf('tasks');
    expect(held).toContain(kept.id);
    expect(held).not.toContain(deleted.id);
    expect(held).not.toContain(moved.id);
  });

  it('[C1] gives a covered file while the cover is in force, and takes it back when it ends', async () => {
    const customerId = await addFile(database.pool, bank.south);
    await stamped(database.pool);
    const device = await Device.of(server.url, bank.people.manager);
    await device.sync();
    expect(device.idsOf('customers')).not.toContain(customerId);
    const cover = v7();
    await database.pool.query(
      `insert into covers (id, user_id, customer_id, ends_at, reason)
       values ($1, $2, $3, now() + interval '1 hour', '代班')`,
      [cover, bank.people.manager.id, customerId],
    );
    await stamped(database.pool);
    await device.sync();
    expect(device.idsOf('customers')).toContain(customerId);
    await database.pool.query('update covers set ended = true where id = $1', [cover]);
    expect((await device.pull()).evict).toContain(customerId);
  });

  it('[C1] gives a covered portfolio whole', async () => {
    const customerId = await addFile(database.pool, bank.south, { managerId: bank.people.otherManager.id });
    await stamped(database.pool);
    const device = await Device.of(server.url, bank.people.manager);
    await device.sync();
    await database.pool.query(
      `insert into covers (id, user_id, manager_id, ends_at, reason)
       values ($1, $2, $3, now() + interval '1 hour', '休假')`,
      [v7(), bank.people.manager.id, bank.people.otherManager.id],
    );
    await device.sync();
    expect(device.idsOf('customers')).toContain(customerId);
    await database.pool.query('delete from covers where manager_id = $1', [bank.people.otherManager.id]);
    await device.sync();
    expect(device.idsOf('customers')).not.toContain(customerId);
  });

  it('[L7] drops a document that moved to a file out of sight, and brings one that moved into sight', async () => {
    const [mine, theirs] = [
      await addFile(database.pool, bank.north),
      await addFile(database.pool, bank.south),
    ];
    const task = taskDoc(mine, bank.people.teller.id);
    await insert(database.pool, 'tasks', task);
    await stamped(database.pool);
    const [north, south] = [
      await Device.of(server.url, bank.people.teller),
      await Device.of(server.url, bank.people.southTeller),
    ];
    await Promise.all([north.sync(), south.sync()]);
    await database.pool.query(
      `update tasks set customer_id = $2::uuid, doc = doc || jsonb_build_object('customerId', $2::uuid) where id = $1`,
      [task.id, theirs],
    );
    await stamped(database.pool);
    expect((await north.sync()).drop).toEqual([{ collection: 'tasks', id: task.id }]);
    await south.sync();
    expect(south.get('tasks', task.id)?.customerId).toBe(theirs);
  });

  it('sends a deleted document as its ids alone', async () => {
    const customerId = await addFile(database.pool, bank.north);
    const task = taskDoc(customerId, bank.people.teller.id);
    await insert(database.pool, 'tasks', task);
    await stamped(database.pool);
    const device = await Device.of(server.url, bank.people.teller);
    await device.sync();
    await database.pool.query('update tasks set deleted = true where id = $1', [task.id]);
    await stamped(database.pool);
    const answer = await device.pull();
    expect(answer.pages[0]?.rows).toEqual([
      { rev: 2, tag: expect.any(Number), deleted: true, doc: { id: task.id, customerId } },
    ]);
    expect(device.idsOf('tasks')).not.toContain(task.id);
  });

  it('loses no file that went and came back between two looks of the stamper', async () => {
    const quiet = await startNode(database.url, { stamps: false });
    const customerId = await addFile(database.pool, bank.north);
    await stamped(database.pool);
    const device = await Device.of(quiet.url, bank.people.teller);
    await device.sync();
    await patch(database.pool, 'customers', customerId, { name: '改名' });
    await stamped(database.pool);
    await server.close();
    await patch(database.pool, 'customers', customerId, { branchId: bank.south });
    // The row of the new name is read while the file is out of sight.
    await device.sync();
    expect(device.idsOf('customers')).not.toContain(customerId);
    await patch(database.pool, 'customers', customerId, { branchId: bank.north });
    server = await startNode(database.url);
    await stamped(database.pool);
    await device.sync();
    expect(device.get('customers', customerId)?.name).toBe('改名');
    await quiet.close();
  });

  it('keeps no copy of a file that came and went between two looks of the stamper', async () => {
    const quiet = await startNode(database.url, { stamps: false });
    await server.close();
    const customerId = await addFile(database.pool, bank.south);
    await patch(database.pool, 'customers', customerId, { branchId: bank.north });
    const device = await Device.of(quiet.url, bank.people.teller);
    await device.sync();
    expect(device.idsOf('customers')).not.toContain(customerId);
    await patch(database.pool, 'customers', customerId, { branchId: bank.south });
    server = await startNode(database.url);
    await stamped(database.pool);
    await device.sync();
    expect(device.idsOf('customers')).not.toContain(customerId);
    await quiet.close();
  });
});

describe('a shared replica', () => {
  const teller = (branchId: string) => somebody('teller', branchId);
  const inboxOf = (answer: PullResponse) =>
    answer.pages.flatMap((page) => (page.collection === 'inbox' ? page.rows : []));
  const addItem = async (ownerId: string) => {
    const item = { id: v7(), ownerId };
    await insert(database.pool, 'inbox', item);
    return item.id;
  };

  it('[C6] is that of all tellers who read the same; a cover and any other role have their own', async () => {
    const [one, two] = [await teller(bank.north), await teller(bank.north)];
    const scopeOf = async (person: Person) => (await Device.of(server.url, person)).session?.scope;
    const common = await scopeOf(one);
    expect(common).toEqual({ id: expect.any(String), shared: true });
    expect(await scopeOf(two)).toEqual(common);
    expect(await scopeOf(await teller(bank.south))).not.toEqual(common);
    await database.pool.query(
      `insert into covers (id, user_id, manager_id, ends_at, reason)
       values ($1, $2, $3, now() + interval '1 hour', '代班')`,
      [v7(), two.id, bank.people.manager.id],
    );
    expect(await scopeOf(two)).not.toEqual(common);
    expect(await scopeOf(one)).toEqual(common);
    const { boss, manager, otherManager, analyst } = bank.people;
    const others = await Promise.all([boss, manager, otherManager, analyst].map(scopeOf));
    expect(others.map((scope) => scope?.shared)).toEqual([false, false, false, false]);
    expect(new Set(others.map((scope) => scope?.id)).size).toBe(4);
  });

  it('[L13] goes on with any of its users where a colleague stopped, each with their own inbox', async () => {
    const branchId = await addBranch();
    const [anna, bei] = [await teller(branchId), await teller(branchId)];
    const files = [await addFile(database.pool, branchId), await addFile(database.pool, branchId)];
    const [annas, resolved, beis] = [await addItem(anna.id), await addItem(anna.id), await addItem(bei.id)];
    await stamped(database.pool);
    const device = await Device.of(server.url, anna);
    const first = await device.sync();
    expect(inboxOf(first).map((row) => row.doc.id)).toEqual([annas, resolved]);

    await device.signIn(bei.username);
    await addItem(anna.id);
    await patch(database.pool, 'customers', files[0] ?? '', { name: '改名' });
    await stamped(database.pool);
    const second = await device.sync();
    expect(second).toMatchObject({ scope: first.scope, complete: true, evict: [], drop: [] });
    expect(inboxOf(second).map((row) => row.doc.id)).toEqual([beis]);
    expect(second.pages.find((page) => page.collection === 'customers')?.rows).toHaveLength(1);
    const known = device.checkpoint;
    expect(inboxOf(await device.sync())).toEqual([]);

    await database.pool.query('update inbox set deleted = true where id = $1', [resolved]);
    await stamped(database.pool);
    await device.signIn(anna.username);
    device.checkpoint = known;
    const third = await device.sync();
    expect(third).toMatchObject({ evict: [], drop: [] });
    expect(inboxOf(third)).toHaveLength(3);
    expect(inboxOf(third)).toContainEqual({
      rev: 2,
      tag: expect.any(Number),
      deleted: true,
      doc: { id: resolved },
    });
    expect(device.idsOf('customers')).toEqual(files.sort());
  });

  it('[L13] goes on with the first download that a colleague left half-way', async () => {
    const branchId = await addBranch();
    const [anna, bei] = [await teller(branchId), await teller(branchId)];
    const files: string[] = [];
    for (let i = 0; i < 60; i++) files.push(await addFile(database.pool, branchId));
    const beis = await addItem(bei.id);
    await addItem(anna.id);
    await stamped(database.pool);
    const device = await Device.of(server.url, anna);
    // Reference data and the inbox come first: stop right there, with both still under way.
    expect(await device.pull(1)).toMatchObject({ more: true, complete: false });
    await device.signIn(bei.username);
    expect((await device.sync(20)).complete).toBe(true);
    expect(device.idsOf('customers')).toEqual(files.sort());
    expect(device.idsOf('inbox')).toContain(beis);
  });
});

describe('a checkpoint', () => {
  it('[L1] that was tampered with is refused', async () => {
    const device = await Device.of(server.url, bank.people.teller);
    await device.sync();
    const good = device.checkpoint ?? '';
    const flipped = `${good.slice(0, 10)}${good[10] === 'A' ? 'B' : 'A'}${good.slice(11)}`;
    for (const bad of [flipped, `${good}.x`, 'x.y', '.', '', good.slice(0, -4)]) {
      device.checkpoint = bad;
      await expect(device.pull()).rejects.toMatchObject({ status: 400 });
    }
  });

  it('[L8] of a history that this database has lost asks for a new start', async () => {
    const device = await Device.of(server.url, bank.people.teller);
    await device.sync();
    const channel = `branch:${bank.north}`;
    await database.pool.query(
      'update feed set nonce = nonce + 1 where channel = $1 and pos = (select max(pos) from feed where channel = $1)',
      [channel],
    );
    await expect(device.pull()).rejects.toMatchObject({ status: 409, body: { code: 'resync_required' } });
    device.checkpoint = null;
    await device.sync();
  });

  it('[L14] of another scope asks for a new start, and so does one of an older shape', async () => {
    const device = await Device.of(server.url, bank.people.teller);
    await device.sync();
    const other = await Device.of(server.url, bank.people.boss);
    other.checkpoint = device.checkpoint;
    await expect(other.pull()).rejects.toMatchObject({ status: 409, body: { code: 'resync_required' } });
    const south = await Device.of(server.url, bank.people.southTeller);
    south.checkpoint = device.checkpoint;
    await expect(south.pull()).rejects.toMatchObject({ body: { code: 'resync_required' } });
    const { checkpoint } = await loadKeys(database.pool);
    device.checkpoint = sealCheckpoint(checkpoint, { userId: bank.people.teller.id } as never);
    await expect(device.pull()).rejects.toMatchObject({ body: { code: 'resync_required' } });
  });

  it('[L12] under other field rules asks for a new start', async () => {
    const person = await somebody('teller', bank.north);
    const device = await Device.of(server.url, person);
    await device.sync();
    await database.pool.query(`update users set role = 'branch_manager' where id = $1`, [person.id]);
    await expect(device.pull()).rejects.toMatchObject({ body: { code: 'resync_required' } });
  });
});

describe('versions', () => {
  it('[V3] the current protocol is served, and the one before it', async () => {
    const device = await Device.of(server.url, bank.people.teller);
    await expect(device.pull()).resolves.toBeDefined();
    const old = { protocol: PROTOCOL_VERSION - 1, schema: 1, deviceId: device.deviceId };
    const first = pullResponse.parse(await device.post('/sync/pull', { ...old, checkpoint: null }));
    const next = await device.post('/sync/pull', { ...old, checkpoint: first.checkpoint });
    expect(pullResponse.parse(next)).toBeDefined();
    const customerId = await addFile(database.pool, bank.north);
    const mutation = mutationOf({
      collection: 'customers',
      documentId: customerId,
      customerId,
      next: { occupation: '教师' },
    });
    const pushed = pushResponse.parse(await device.post('/sync/push', { ...old, mutations: [mutation] }));
    expect(pushed.results[0]?.outcome).toBe('accepted');
  });

  it('[V4] an older or newer client is told which side is old', async () => {
    const device = await Device.of(server.url, bank.people.teller);
    const ask = (protocol: number, schema = 1) =>
      device.post('/sync/pull', { protocol, schema, deviceId: device.deviceId, checkpoint: null });
    await expect(ask(0)).rejects.toMatchObject({ status: 426, body: { code: 'client_too_old' } });
    await expect(ask(99)).rejects.toMatchObject({ body: { code: 'server_too_old' } });
    await expect(ask(PROTOCOL_VERSION, 99)).rejects.toMatchObject({ body: { code: 'server_too_old' } });
  });

  it.each(['/sync/pull', '/sync/push'])(
    '[V4] an older or newer client is told so at %s whatever else its message holds or lacks',
    async (path) => {
      const device = await Device.of(server.url, bank.people.teller);
      const ask = (body: object) => device.post(path, { schema: 1, ...body });
      await expect(ask({ protocol: 0 })).rejects.toMatchObject({ body: { code: 'client_too_old' } });
      await expect(ask({ protocol: 99, colour: 'red' })).rejects.toMatchObject({
        body: { code: 'server_too_old' },
      });
      await expect(ask({ protocol: PROTOCOL_VERSION, colour: 'red' })).rejects.toMatchObject({
        body: { code: 'bad_request' },
      });
      await expect(ask({ protocol: 'three' })).rejects.toMatchObject({ body: { code: 'bad_request' } });
    },
  );
});

async function addBranch(): Promise<string> {
  const id = v7();
  await database.pool.query(
    `insert into branches (id, code, name, name_en, level) values ($1, $2, '支行', 'Branch', 'branch')`,
    [id, id.slice(-12)],
  );
  return id;
}
