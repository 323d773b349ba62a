import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RoleName } from '#shared/access/roles.ts';
import type { PullResponse } from '#shared/protocol/pull.ts';
import type { RunningServer } from '../server.ts';
import {
  addBranch,
  addFile,
  addSomebody,
  insert,
  makeBank,
  type Person,
  patch,
  type TestBank,
} from '../test/bank.ts';
import { Device } from '../test/device.ts';
import { stamped, startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';

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

const branch = () => addBranch(database.pool);
const somebody = (role: RoleName, branchId: string) => addSomebody(database.pool, role, branchId);

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
    const branchId = await branch();
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
    const branchId = await branch();
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
