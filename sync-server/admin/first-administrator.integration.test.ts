import { afterEach, beforeEach, expect, it } from 'vitest';
import type { RunningServer } from '../server.ts';
import { makeBank } from '../test/bank.ts';
import { Device, refusalOf } from '../test/device.ts';
import { startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';
import { enterFirstAdministrator } from './first-administrator.ts';

let database: TestDatabase;
let server: RunningServer;

beforeEach(async () => {
  database = await createTestDatabase();
  server = await startNode(database.url);
});
afterEach(async () => {
  await server.close();
  await database.drop();
});

const OWN = 'sunny harbour 42 boats';
const person = {
  username: 'it01',
  code: '00001',
  name: '信息科技',
  nameEn: 'IT',
  branch: { code: 'HQ', name: '总行', nameEn: 'Head office' },
};
const enterIt = (given: Partial<typeof person> & object = {}) =>
  enterFirstAdministrator(database.pool, { ...person, ...given }, () => new Date());
const signIn = (device: Device, password: string, newPassword: string) =>
  device.signInWith({ username: 'it01', password, newPassword });

it('into an empty bank comes an administrator, with a head office, by command; the others come from there', async () => {
  const { password } = await enterIt();
  const device = new Device(server.url);
  const { user } = await signIn(device, password, OWN);
  expect(user).toMatchObject({ role: 'it_admin', name: '信息科技' });
  const lines = await database.pool.query<{ action: string; actor_id: string | null }>(
    `select action, actor_id from audit_log where action in ('branch.create', 'person.create') order by id`,
  );
  expect(lines.rows).toEqual([
    { action: 'branch.create', actor_id: null },
    { action: 'person.create', actor_id: null },
  ]);
  const found = await database.pool.query<{ id: string }>('select id from branches');
  expect(found.rowCount).toBe(1);
  await device.post('/admin/people', {
    id: device.deviceId,
    username: 'teller1',
    code: '00002',
    name: '柜员',
    nameEn: 'Teller',
    role: 'teller',
    branchId: found.rows[0]?.id,
    reason: 'starts on Monday',
  });
  const directory = await database.pool.query(`select doc ->> 'kind' as kind from reference order by 1`);
  expect(directory.rows).toEqual([{ kind: 'branch' }, { kind: 'staff' }, { kind: 'staff' }]);
});

it('the only administrator gets a new password by the same command, and every session ends', async () => {
  const first = await enterIt();
  const device = new Device(server.url);
  await signIn(device, first.password, OWN);
  const again = await enterIt();
  expect(again.userId).toBe(first.userId);
  expect((await refusalOf(device.pull()))?.code).toBe('session_revoked');
  expect((await refusalOf(signIn(new Device(server.url), OWN, `${OWN} again`)))?.code).toBe(
    'credentials_invalid',
  );
  await signIn(device, again.password, `${OWN} again`);
});

it('with nobody but people of a provider left, one of them is let in by password', async () => {
  const { userId } = await enterIt();
  await database.pool.query(
    `update users set sign_in = 'provider', password_hash = '-', one_time_until = null where id = $1`,
    [userId],
  );
  const again = await enterIt();
  await signIn(new Device(server.url), again.password, OWN);
});

it('nobody comes past an administrator who is there, and nobody else becomes one', async () => {
  await makeBank(database.pool);
  await expect(enterIt()).rejects.toMatchObject({ code: 'another_administrator' });
  await database.pool.query(`update users set demo = true where role = 'it_admin'`);
  await expect(enterIt({ username: 'teller' })).rejects.toMatchObject({ code: 'no_administrator' });
  await expect(enterIt({ username: 'admin' })).rejects.toMatchObject({ code: 'no_administrator' });
  await expect(
    enterFirstAdministrator(database.pool, { ...person, branch: { code: 'X' } }, () => new Date()),
  ).rejects.toMatchObject({ code: 'branch_missing' });
  const before = await database.pool.query('select 1 from users');
  await enterIt({ branch: { code: 'N', name: '', nameEn: '' } });
  expect((await database.pool.query('select 1 from users')).rowCount).toBe((before.rowCount ?? 0) + 1);
});
