import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stableId } from '#shared/domain/ids.ts';
import { checkFeed } from '../jobs/check-feed.ts';
import type { RunningServer } from '../server.ts';
import { addFile, addPerson, makeBank, type Person, type TestBank } from '../test/bank.ts';
import { Device, mutationOf } from '../test/device.ts';
import { newPersonal, newView } from '../test/mutations.ts';
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

const teller = () =>
  addPerson(database.pool, { username: `t${v7().slice(-8)}`, role: 'teller', branchId: bank.north });
const deviceOf = (person: Person) => Device.of(server.url, person);

async function synced(device: Device): Promise<Device> {
  await stamped(database.pool);
  await device.sync();
  return device;
}

const change = (documentId: string, next: object, intent = 'personal.view') =>
  mutationOf({ collection: 'personal', documentId, next: next as never, intent: intent as never });

describe('what is personal', () => {
  it('[C4] reaches its owner on every device, and nobody else, on whatever replica', async () => {
    const [anna, bei] = [await teller(), await teller()];
    const first = await deviceOf(anna);
    const view = newView();
    expect(await first.pushOne(view)).toMatchObject({ outcome: 'accepted', row: { rev: 1 } });
    const second = await synced(await deviceOf(anna));
    expect(second.get('personal', view.documentId)).toMatchObject({ kind: 'view', ownerId: anna.id });

    // Their colleague goes on with the same replica: the same scope and checkpoint.
    const { scope } = await second.pull();
    await second.signIn(bei.username);
    second.documents.clear();
    expect((await second.pull()).scope).toEqual(scope);
    expect(second.idsOf('personal')).toEqual([]);
    await first.pushOne(change(view.documentId, { name: '新名' }));
    await synced(second);
    expect(second.idsOf('personal')).toEqual([]);
    const boss = await synced(await deviceOf(bank.people.boss));
    expect(boss.idsOf('personal')).toEqual([]);

    await second.signIn(anna.username);
    await second.sync();
    expect(second.get('personal', view.documentId)).toMatchObject({ name: '新名' });
  });

  it('[F7] is put on the feed again when the feed lacks it', async () => {
    const device = await synced(await deviceOf(await teller()));
    const view = newView();
    await device.pushOne(view);
    await stamped(database.pool);
    await database.pool.query('delete from feed where doc_id = $1', [view.documentId]);
    await checkFeed(database.pool, () => new Date(), { warn: () => undefined });
    await synced(device);
    expect(device.idsOf('personal')).toEqual([view.documentId]);
  });

  it('[P12] is changed by its owner alone, whoever knows its id', async () => {
    const [anna, bei] = [await deviceOf(await teller()), await deviceOf(await teller())];
    const view = newView();
    await anna.pushOne(view);
    const stolen = await bei.pushOne(change(view.documentId, { name: '我的' }));
    expect(stolen).toEqual({
      mutationId: expect.any(String),
      outcome: 'rejected',
      reason: 'not_found',
    });
    // Nor does making it once more tell what it is.
    const squatted = await bei.pushOne({ ...newView(), documentId: view.documentId });
    expect(squatted).toMatchObject({ outcome: 'rejected', reason: 'already_exists' });
    expect(squatted.row).toBeUndefined();
    await synced(anna);
    expect(anna.get('personal', view.documentId)).toMatchObject({ name: '到期客户' });
  });

  it('[P12] names its author as its owner, or is refused', async () => {
    const [anna, bei] = [await teller(), await teller()];
    const device = await deviceOf(anna);
    const foreign = await device.pushOne(newView({ ownerId: bei.id }));
    expect(foreign).toMatchObject({ outcome: 'rejected', reason: 'not_allowed', fields: ['ownerId'] });
    const own = await device.pushOne(newView({ ownerId: anna.id }));
    expect(own.row?.doc).toMatchObject({ ownerId: anna.id });
    const given = await device.pushOne(change(own.row?.doc.id ?? '', { ownerId: bei.id }));
    expect(given).toMatchObject({ outcome: 'rejected', reason: 'field_not_writable', fields: ['ownerId'] });
  });

  it('[P12] stays of the kind that it is of, with the fields of that kind', async () => {
    const device = await deviceOf(await teller());
    const view = newView();
    await device.pushOne(view);
    const turned = await device.pushOne(change(view.documentId, { kind: 'preferences' }));
    expect(turned).toMatchObject({ outcome: 'rejected', reason: 'field_not_writable', fields: ['kind'] });
    const mixed = await device.pushOne(change(view.documentId, { notify: true }));
    expect(mixed).toMatchObject({ outcome: 'rejected', reason: 'invalid', fields: ['notify'] });
    const born = await device.pushOne(newView({ notify: true }));
    expect(born).toMatchObject({ outcome: 'rejected', reason: 'invalid', fields: ['notify'] });
    const nothing = await device.pushOne(newPersonal('spell', {}));
    expect(nothing).toMatchObject({ outcome: 'rejected', reason: 'invalid' });
    expect(await device.pushOne(newView({ colour: 'red' }))).toMatchObject({ reason: 'unknown_field' });
    expect(await device.pushOne({ ...newView(), customerId: v7() })).toMatchObject({
      outcome: 'rejected',
      reason: 'invalid',
      fields: ['customerId'],
    });
  });

  it('[P12] has its own file nowhere, though it may name a customer', async () => {
    const customerId = await addFile(database.pool, bank.north);
    const device = await deviceOf(await teller());
    const next = { key: `birthday ${customerId} 2026-12-01`, customerId, state: 'done' };
    const state = { ...newPersonal('reminder', next), intent: 'personal.reminder' };
    expect(await device.pushOne(state)).toMatchObject({ outcome: 'accepted' });
    await synced(device);
    expect(device.get('personal', state.documentId)).toMatchObject({ customerId });
    const boss = await synced(await deviceOf(bank.people.boss));
    expect(boss.get('personal', state.documentId)).toBeUndefined();
  });

  it('[P12] has preferences once, with the id of who set them: two devices make one of what they set', async () => {
    const [anna, bei] = [await teller(), await teller()];
    const [one, two] = [await deviceOf(anna), await deviceOf(anna)];
    const settings = (next: object, id = anna.id) => ({
      ...newPersonal('preferences', next, id),
      intent: 'personal.preferences',
    });
    expect(await one.pushOne(settings({ notify: true }))).toMatchObject({ outcome: 'accepted' });
    const leadDays = { birthday: 3 };
    expect(await two.pushOne(settings({ leadDays }))).toMatchObject({
      outcome: 'accepted',
      row: { rev: 2, doc: { notify: true, leadDays } },
    });
    expect(await one.pushOne(settings({}, v7()))).toMatchObject({ reason: 'invalid', fields: ['id'] });
    // What has a colleague's id would stand in the way of theirs.
    expect(await one.pushOne(settings({}, bei.id))).toMatchObject({ reason: 'invalid', fields: ['id'] });
    expect(await one.pushOne({ ...newView(), documentId: bei.id })).toMatchObject({ reason: 'invalid' });
    expect(await (await deviceOf(bei)).pushOne(settings({}, bei.id))).toMatchObject({ outcome: 'accepted' });
  });

  it('[P17] has one document for a reminder: what two devices did with it is one after the other', async () => {
    const anna = await teller();
    const [one, two] = [await deviceOf(anna), await deviceOf(anna)];
    const customerId = await addFile(database.pool, bank.north);
    const key = `birthday ${customerId} 2026-12-01`;
    const documentId = stableId(`reminder ${anna.id} ${key}`);
    const did = (next: object, id = documentId) => ({
      ...newPersonal('reminder', { key, customerId, ...next }, id),
      intent: 'personal.reminder' as const,
    });
    const snoozed = did({ state: 'snoozed', until: '2026-11-25T02:00:00.000Z' });
    expect(await one.pushOne(snoozed)).toMatchObject({ outcome: 'accepted' });
    const done = await two.pushOne(did({ state: 'done' }));
    expect(done).toMatchObject({ outcome: 'merged', row: { rev: 2, doc: { state: 'done', key } } });
    expect(done.row?.doc).not.toHaveProperty('until');
    // Another reminder under the same id, or somebody else's, is not this one.
    expect(await two.pushOne(did({ key: `${key} x`, state: 'done' }))).toMatchObject({
      reason: 'already_exists',
    });
    const other = await deviceOf(await teller());
    expect(await other.pushOne(did({ state: 'done' }))).toMatchObject({ reason: 'already_exists' });
  });

  it('[L17] is compared no more than the inbox: a comparison brings it whole', async () => {
    const device = await synced(await deviceOf(await teller()));
    const view = newView();
    await device.pushOne(view);
    await synced(device);
    const { rulesVersion, scope } = await device.pull();
    device.checkpoint = null;
    const holds = {
      scope: scope.id,
      rules: rulesVersion,
      transactionsSince: new Date(Date.now() - 90 * 86_400_000).toISOString().slice(0, 10),
      reference: 0,
      files: new Array<null>(256).fill(null),
    };
    const answer = await device.pull(undefined, { holds });
    expect(answer.comparing).toBe(true);
    const own = answer.pages.find(({ collection }) => collection === 'personal');
    expect(own?.rows.map(({ doc }) => doc.id)).toEqual([view.documentId]);
    expect(answer.ranges).toContainEqual(expect.objectContaining({ collection: 'personal' }));
  });
});
