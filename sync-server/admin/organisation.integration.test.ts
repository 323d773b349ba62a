import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { branchesResponse } from '#shared/protocol/organisation.ts';
import type { RunningServer } from '../server.ts';
import { addFile, makeBank, type TestBank } from '../test/bank.ts';
import { Device, refusalOf } from '../test/device.ts';
import { stamped, startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';

let database: TestDatabase;
let server: RunningServer;
let bank: TestBank;
let admin: Device;
let teller: Device;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startNode(database.url);
  bank = await makeBank(database.pool);
  admin = await Device.of(server.url, bank.people.admin);
  teller = await Device.of(server.url, bank.people.teller);
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

async function unit(level: string, parentId?: string): Promise<string> {
  const id = v7();
  await admin.post('/admin/branches', {
    id,
    code: id.slice(-12),
    name: '机构',
    nameEn: 'Unit',
    level,
    ...(parentId !== undefined && { parentId }),
    reason: 'new',
  });
  return id;
}
const change = (id: string, wanted: object) =>
  admin.post(`/admin/branches/${id}`, { ...wanted, reason: 'x' });
const seen = async (id: string) => {
  await stamped(database.pool);
  await teller.sync();
  return teller.get('reference', id);
};
const actionsOf = async (id: string) => {
  const found = await database.pool.query<{ action: string }>(
    'select action from audit_log where subject_id = $1 order by id',
    [id],
  );
  return found.rows.map(({ action }) => action);
};

describe('the tree of units', () => {
  it('[C7] grows, is renamed and moved by IT, and every replica follows', async () => {
    const head = await unit('head_office');
    const [east, west] = [await unit('region', head), await unit('region', head)];
    const branch = await unit('branch', east);
    await change(branch, { name: '新名', nameEn: 'New name', parentId: west });
    expect(await seen(branch)).toMatchObject({ kind: 'branch', nameEn: 'New name', parentId: west });
    expect(await actionsOf(branch)).toEqual(['branch.create', 'branch.change']);
  });

  it('has no circles: a unit belongs to one of a higher level', async () => {
    const head = await unit('head_office');
    const region = await unit('region', head);
    const branch = await unit('branch', region);
    for (const [id, parentId] of [
      [head, region],
      [region, branch],
      [region, region],
      [branch, null],
      [branch, v7()],
    ] as const)
      expect(await refusalOf(change(id, { parentId }))).toMatchObject({ code: 'bad_request' });
  });

  it('[C7] is closed only where nobody and nothing is, and nothing new goes there then', async () => {
    const head = await unit('head_office');
    const branch = await unit('branch', head);
    expect(await refusalOf(change(head, { closed: true }))).toMatchObject({ code: 'conflict' });
    expect(await refusalOf(change(bank.north, { closed: true }))).toMatchObject({ code: 'conflict' });
    const file = await addFile(database.pool, branch);
    expect(await refusalOf(change(branch, { closed: true }))).toMatchObject({ code: 'conflict' });
    const move = (branchId: string) =>
      admin.post('/admin/reassign', { customerIds: [file], branchId, managerId: null, reason: 'x' });
    await move(bank.north);
    await change(branch, { closed: true });
    expect(await seen(branch)).toMatchObject({ closed: true });
    expect(await refusalOf(move(branch))).toMatchObject({ code: 'bad_request' });
    const person = { username: 'late.one', code: 'L1', name: '迟', nameEn: 'Late', role: 'teller' };
    const entering = admin.post('/admin/people', { id: v7(), ...person, branchId: branch, reason: 'x' });
    expect(await refusalOf(entering)).toMatchObject({ code: 'bad_request', paths: ['/branchId'] });
    const moving = admin.post(`/admin/users/${bank.people.teller.id}`, { branchId: branch, reason: 'x' });
    expect(await refusalOf(moving)).toMatchObject({ code: 'bad_request' });
    await change(branch, { closed: false });
    expect(await seen(branch)).not.toHaveProperty('closed');
  });

  it('is told with what is in each unit, to IT alone', async () => {
    const { items } = branchesResponse.parse(await admin.request('/admin/branches'));
    expect(items.find(({ id }) => id === bank.south)).toMatchObject({ people: 1, closed: false });
    const boss = await Device.of(server.url, bank.people.boss);
    for (const device of [boss, teller])
      expect(await refusalOf(device.request('/admin/branches'))).toMatchObject({ code: 'forbidden' });
  });
});

describe('lists of base data', () => {
  const word = (given: object = {}) => ({
    id: v7(),
    kind: 'dictionary',
    list: 'industry',
    code: v7().slice(-12),
    name: '渔业',
    nameEn: 'Fishing',
    order: 3,
    reason: 'new',
    ...given,
  });

  it('[C7] are added to, renamed and retired by IT, and every replica follows', async () => {
    const entry = word();
    await admin.post('/admin/dictionaries', entry);
    expect(await seen(entry.id)).toMatchObject({ list: 'industry', nameEn: 'Fishing' });
    await admin.post(`/admin/dictionaries/${entry.id}`, { nameEn: 'Fishery', retired: true, reason: 'x' });
    expect(await seen(entry.id)).toMatchObject({ nameEn: 'Fishery', retired: true });
    await admin.post(`/admin/dictionaries/${entry.id}`, { retired: false, reason: 'x' });
    expect(await seen(entry.id)).not.toHaveProperty('retired');
    expect(await actionsOf(entry.id)).toEqual(['dictionary.add', 'dictionary.change', 'dictionary.change']);
  });

  it('hold a code once in each list, and an order that is sent twice is one entry', async () => {
    const entry = word({ code: 'fish' });
    await admin.post('/admin/dictionaries', entry);
    await admin.post('/admin/dictionaries', entry);
    expect(await actionsOf(entry.id)).toEqual(['dictionary.add']);
    const again = admin.post('/admin/dictionaries', word({ code: 'fish' }));
    expect(await refusalOf(again)).toMatchObject({ code: 'conflict', paths: ['/code'] });
    await admin.post('/admin/dictionaries', word({ code: 'fish', list: 'occupation' }));
  });

  it('[C8] name the values of an enumeration, each of its codes and no other', async () => {
    const entry = word({ list: 'contact_channel', code: 'wechat', name: '企业微信', retired: true });
    await admin.post('/admin/dictionaries', entry);
    expect(await seen(entry.id)).toMatchObject({ code: 'wechat', name: '企业微信', retired: true });
    const other = admin.post('/admin/dictionaries', word({ list: 'contact_channel', code: 'pigeon' }));
    expect(await refusalOf(other)).toMatchObject({ code: 'bad_request', paths: ['/code'] });
  });

  it('have products among them; units and people are not changed by this way', async () => {
    const product = {
      id: v7(),
      kind: 'product',
      code: 'NEW1',
      name: '新产品',
      nameEn: 'New product',
      category: 'asset',
      holdingKind: 'time',
      rateBasisPoints: 120,
      reason: 'new',
    };
    await admin.post('/admin/dictionaries', product);
    expect(await seen(product.id)).toMatchObject({ kind: 'product', rateBasisPoints: 120 });
    const other = await unit('head_office');
    const asked = admin.post(`/admin/dictionaries/${other}`, { name: 'x', reason: 'x' });
    expect(await refusalOf(asked)).toMatchObject({ code: 'not_found' });
  });

  it('are changed by IT alone', async () => {
    for (const device of [teller, await Device.of(server.url, bank.people.boss)])
      expect(await refusalOf(device.post('/admin/dictionaries', word()))).toMatchObject({
        code: 'forbidden',
      });
  });
});
