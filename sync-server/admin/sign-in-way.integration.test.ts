import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { userState, usersResponse } from '#shared/protocol/admin.ts';
import { enteredPerson, importResponse } from '#shared/protocol/people.ts';
import type { RunningServer } from '../server.ts';
import { addPerson, makeBank, PASSWORD, type TestBank } from '../test/bank.ts';
import { providerOfNobody } from '../test/bank-provider.ts';
import { Device, refusalOf } from '../test/device.ts';
import { startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';

let database: TestDatabase;
let server: RunningServer;
let plain: RunningServer;
let bank: TestBank;
let admin: Device;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startNode(database.url, { provider: providerOfNobody });
  plain = await startNode(database.url, { stamps: false });
  bank = await makeBank(database.pool);
  admin = await Device.of(server.url, bank.people.admin);
});
afterAll(async () => {
  await plain.close();
  await server.close();
  await database.drop();
});

const personOf = (given: object = {}) => {
  const username = `p${v7().slice(-10)}`;
  const names = { username, code: username.toUpperCase(), name: '新同事', nameEn: 'New Colleague' };
  return { id: v7(), ...names, role: 'teller', branchId: bank.north, reason: 'starts on Monday', ...given };
};
const change = (id: string, wanted: object, device = admin) =>
  device.post(`/admin/users/${id}`, { reason: 'moves to single sign-on', ...wanted });
const newTeller = (more: object = {}) =>
  addPerson(database.pool, {
    username: `t${v7().slice(-10)}`,
    role: 'teller',
    branchId: bank.north,
    ...more,
  });

describe('how somebody signs in', () => {
  it('[A20] is said when they are entered, and there is no password to hand over', async () => {
    const given = personOf({ signIn: 'provider' });
    const answer = enteredPerson.parse(await admin.post('/admin/people', given));
    expect(answer).toEqual({ userId: given.id, username: given.username });
    // Sent twice, it is the same person.
    expect(enteredPerson.parse(await admin.post('/admin/people', given))).toEqual(answer);
    const { items } = usersResponse.parse(await admin.request('/admin/users'));
    expect(items.find(({ id }) => id === given.id)).toMatchObject({ signIn: 'provider' });
    expect(items.find(({ id }) => id === bank.people.teller.id)).not.toHaveProperty('signIn');
    expect(await refusalOf(admin.post(`/admin/people/${given.id}/password`, { reason: 'x' }))).toMatchObject({
      code: 'conflict',
    });
  });

  it('[A20] can stand in a list of people, in a column that may be left out', async () => {
    const [one, other, wrong] = ['a', 'b', 'c'].map((letter) => `${letter}${v7().slice(-10)}`);
    const text = (rows: string[]) => ['username,code,name,nameEn,role,branch,signIn', ...rows].join('\n');
    const row = (name: string | undefined, way: string) => `${name},${name},新同事,New,teller,N,${way}`;
    const send = async (rows: string[], device = admin) =>
      importResponse.parse(
        await device.post('/admin/people/import', {
          importId: v7(),
          text: text(rows),
          commit: true,
          reason: 'new branch',
        }),
      );
    const bad = await send([row(wrong, 'fingerprint')]);
    expect(bad.lines[0]?.faults).toEqual(['sign_in_unknown']);
    const without = await Device.of(plain.url, bank.people.admin);
    expect((await send([row(wrong, 'provider')], without)).lines[0]?.faults).toEqual(['sign_in_no_provider']);
    const good = await send([row(one, 'provider'), row(other, '')]);
    expect(good.committed).toBe(true);
    expect(good.passwords.map(({ username }) => username)).toEqual([other]);
  });

  it('[A22] is changed by IT: what was shown before counts no longer, and all sessions end', async () => {
    const person = await newTeller();
    const device = await Device.of(server.url, person);
    const state = userState.parse(await change(person.id, { signIn: 'provider' }));
    expect(state.signIn).toBe('provider');
    expect(await refusalOf(device.pull())).toMatchObject({ code: 'session_revoked' });
    expect(await refusalOf(new Device(server.url).signIn(person.username))).toMatchObject({
      code: 'credentials_invalid',
    });
    await database.pool.query(
      'insert into provider_links (issuer, subject, user_id, linked_at) values ($1, $2, $3, now())',
      ['https://sso.bank.example', `S-${person.id}`, person.id],
    );
    await change(person.id, { signIn: 'local' });
    const links = await database.pool.query('select 1 from provider_links where user_id = $1', [person.id]);
    expect(links.rowCount).toBe(0);
    // Nobody knows a password of theirs until IT gives one out.
    expect(await refusalOf(new Device(server.url).signIn(person.username, PASSWORD))).toMatchObject({
      code: 'credentials_invalid',
    });
    await admin.post(`/admin/people/${person.id}/password`, { reason: 'back to passwords' });
  });

  it('[A22] stays as it is for branch managers, for accounts of the demo, and where there is no provider', async () => {
    const person = await newTeller();
    const boss = await Device.of(server.url, bank.people.boss);
    expect(await refusalOf(change(person.id, { signIn: 'provider' }, boss))).toMatchObject({
      code: 'forbidden',
    });
    const demo = await newTeller({ demo: true });
    expect(await refusalOf(change(demo.id, { signIn: 'provider' }))).toMatchObject({ code: 'bad_request' });
    const without = await Device.of(plain.url, bank.people.admin);
    expect(await refusalOf(change(person.id, { signIn: 'provider' }, without))).toMatchObject({
      code: 'bad_request',
      paths: ['/signIn'],
    });
    expect(await refusalOf(without.post('/admin/people', personOf({ signIn: 'provider' })))).toMatchObject({
      code: 'bad_request',
    });
  });
});
