import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { userState, usersResponse } from '#shared/protocol/admin.ts';
import { importResponse, type OneTimePassword, oneTimePassword } from '#shared/protocol/people.ts';
import type { RunningServer } from '../server.ts';
import { addPerson, makeBank, PASSWORD, type TestBank } from '../test/bank.ts';
import { Device, refusalOf } from '../test/device.ts';
import { stamped, startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';

const OWN = 'sunny harbour 42 boats';

let database: TestDatabase;
let server: RunningServer;
let bank: TestBank;
let admin: Device;
let now = new Date('2026-11-22T08:00:00.000Z');

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startNode(database.url, { clock: () => now });
  bank = await makeBank(database.pool);
  admin = await Device.of(server.url, bank.people.admin);
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

const personOf = (given: object = {}) => {
  const username = `p${v7().slice(-10)}`;
  return {
    id: v7(),
    username,
    code: username.toUpperCase(),
    name: '新同事',
    nameEn: 'New Colleague',
    role: 'teller',
    branchId: bank.north,
    reason: 'starts on Monday',
    ...given,
  };
};

async function entered(given: object = {}): Promise<OneTimePassword> {
  return oneTimePassword.parse(await admin.post('/admin/people', personOf(given)));
}

const signIn = (username: string, password: string, more: object = {}, device = new Device(server.url)) =>
  device.post('/auth/sign-in', { username, password, deviceId: device.deviceId, ...more });

const linesOf = async (subjectId: string) => {
  const found = await database.pool.query<{ action: string; actor_id: string }>(
    'select action, actor_id from audit_log where subject_id = $1 order by id',
    [subjectId],
  );
  return found.rows;
};

describe('people', () => {
  it('[A13] are entered by IT alone, and reach the directory of every replica', async () => {
    const teller = await Device.of(server.url, bank.people.teller);
    await teller.sync();
    const given = await entered();
    await stamped(database.pool);
    await teller.sync();
    expect(teller.get('reference', given.userId)).toMatchObject({
      kind: 'staff',
      nameEn: 'New Colleague',
      branchId: bank.north,
    });
    expect(JSON.stringify(teller.get('reference', given.userId))).not.toContain(given.username);
    expect(await linesOf(given.userId)).toEqual([
      { action: 'person.create', actor_id: bank.people.admin.id },
    ]);
    const boss = await Device.of(server.url, bank.people.boss);
    for (const device of [boss, teller]) {
      expect(await refusalOf(device.post('/admin/people', personOf()))).toMatchObject({ code: 'forbidden' });
      const path = `/admin/people/${given.userId}/password`;
      expect(await refusalOf(device.post(path, { reason: 'x' }))).toMatchObject({ code: 'forbidden' });
    }
  });

  it('[A12] sign in once with the password they were given, and choose another with it', async () => {
    const { username, password, userId } = await entered();
    expect(await refusalOf(signIn(username, password))).toMatchObject({ code: 'password_change' });
    expect(await refusalOf(signIn(username, 'wrong'))).toMatchObject({ code: 'credentials_invalid' });
    for (const newPassword of [password, `${username} and more`, 'aaaaaaaaaaaaaa'])
      expect(await refusalOf(signIn(username, password, { newPassword }))).toMatchObject({
        code: 'bad_request',
        paths: ['/newPassword'],
      });
    await signIn(username, password, { newPassword: OWN });
    expect(await refusalOf(signIn(username, password))).toMatchObject({ code: 'credentials_invalid' });
    await signIn(username, OWN);
    expect((await linesOf(userId)).map(({ action }) => action)).toContain('person.password');
  });

  it('[A12] are refused when they come after its end, in the words of a wrong password', async () => {
    const { username, password, until } = await entered();
    const before = now;
    now = new Date(until);
    expect(await refusalOf(signIn(username, password))).toMatchObject({ code: 'credentials_invalid' });
    now = before;
  });

  it('[A13] entered twice with one order are one person, whose second password counts', async () => {
    const person = personOf();
    const first = oneTimePassword.parse(await admin.post('/admin/people', person));
    const second = oneTimePassword.parse(await admin.post('/admin/people', person));
    expect(second.userId).toBe(first.userId);
    expect(await refusalOf(signIn(person.username, first.password))).toMatchObject({
      code: 'credentials_invalid',
    });
    await signIn(person.username, second.password, { newPassword: OWN });
    expect(await refusalOf(admin.post('/admin/people', person))).toMatchObject({ code: 'conflict' });
    const acts = (await linesOf(first.userId))
      .map(({ action }) => action)
      .filter((action) => action !== 'session.refuse');
    expect(acts).toEqual(['person.create', 'person.reissue', 'person.password']);
  });

  it('[A13] wait for their first sign-in without another administrator getting a password for them by the same id', async () => {
    const person = personOf({ role: 'auditor' });
    const first = oneTimePassword.parse(await admin.post('/admin/people', person));
    const colleague = await Device.of(
      server.url,
      await addPerson(database.pool, { username: 'it2', role: 'it_admin', branchId: bank.north }),
    );
    expect(await refusalOf(colleague.post('/admin/people', person))).toMatchObject({ code: 'conflict' });
    for (const other of [
      { username: 'another' },
      { code: 'OTHER' },
      { name: '别人' },
      { nameEn: 'Somebody Else' },
      { role: 'teller' },
      { branchId: bank.south },
      { reason: 'another reason' },
    ])
      expect(await refusalOf(admin.post('/admin/people', { ...person, ...other }))).toMatchObject({
        code: 'conflict',
      });
    expect(await linesOf(person.id)).toEqual([{ action: 'person.create', actor_id: bank.people.admin.id }]);
    await signIn(person.username, first.password, { newPassword: OWN });
  });

  it('[A13] [A14] whose password was reset, or whose slip is over, get another by a reset only', async () => {
    const person = personOf();
    await admin.post('/admin/people', person);
    await database.pool.query('update users set one_time_until = $2 where id = $1', [person.id, now]);
    expect(await refusalOf(admin.post('/admin/people', person))).toMatchObject({ code: 'conflict' });
    const path = `/admin/people/${person.id}/password`;
    const reset = oneTimePassword.parse(await admin.post(path, { reason: 'slip lost' }));
    expect(await refusalOf(admin.post('/admin/people', person))).toMatchObject({ code: 'conflict' });
    await signIn(person.username, reset.password, { newPassword: OWN });
  });

  it('have a name and a number that nobody else has', async () => {
    const person = personOf();
    await admin.post('/admin/people', person);
    for (const [field, paths] of [
      ['username', ['/username']],
      ['code', ['/code']],
    ] as const) {
      const other = personOf({ [field]: person[field] });
      expect(await refusalOf(admin.post('/admin/people', other))).toMatchObject({ code: 'conflict', paths });
    }
  });

  it('[A14] whose password is reset lose their sessions at once; nobody resets their own', async () => {
    const { username, password, userId } = await entered();
    const device = new Device(server.url);
    await device.signInWith({ username, password, newPassword: OWN });
    const reset = oneTimePassword.parse(
      await admin.post(`/admin/people/${userId}/password`, { reason: 'forgotten' }),
    );
    expect(await refusalOf(device.pull())).toMatchObject({ code: 'session_revoked' });
    expect(await refusalOf(signIn(username, OWN))).toMatchObject({ code: 'credentials_invalid' });
    expect(await refusalOf(signIn(username, reset.password))).toMatchObject({ code: 'password_change' });
    const own = `/admin/people/${bank.people.admin.id}/password`;
    expect(await refusalOf(admin.post(own, { reason: 'x' }))).toMatchObject({ code: 'forbidden' });
    const { items } = usersResponse.parse(await admin.request('/admin/users'));
    expect(items.find(({ id }) => id === userId)?.oneTimeUntil).toBe(reset.until);
  });

  it('are renamed by IT, in the directory as well, and the log keeps no name', async () => {
    const { userId } = await entered();
    const change = { name: '改名后', nameEn: 'Renamed', reason: 'married' };
    userState.parse(await admin.post(`/admin/users/${userId}`, change));
    await stamped(database.pool);
    await admin.sync();
    expect(admin.get('reference', userId)).toMatchObject({ name: '改名后', nameEn: 'Renamed' });
    const log = await database.pool.query(
      'select detail::text as detail from audit_log where subject_id = $1',
      [userId],
    );
    expect(JSON.stringify(log.rows)).not.toContain('改名后');
    const boss = await Device.of(server.url, bank.people.boss);
    expect(await refusalOf(boss.post(`/admin/users/${userId}`, change))).toMatchObject({ code: 'forbidden' });
  });
});

describe('a list of people', () => {
  const head = 'username,code,name,nameEn,role,branch';
  const send = async (text: string, more: object = { commit: false }, importId = v7()) =>
    importResponse.parse(await admin.post('/admin/people/import', { importId, text, ...more }));
  const countOf = async () => (await database.pool.query('select 1 from users')).rowCount;

  it('is looked through first: each bad line with its reasons, and nothing entered', async () => {
    const before = await countOf();
    const answer = await send(
      [
        head,
        'li.na,E1,李娜,Li Na,teller,N',
        'Li.Na,E2,李娜二,Li Na Two,teller,N',
        'teller,E3,重名,Taken,teller,N',
        'x y,,王,Wang,boss,Q',
        'short,E5',
      ].join('\n'),
    );
    expect(answer.lines.map(({ line, faults }) => [line, faults])).toEqual([
      [2, ['username_twice']],
      [3, ['username_twice']],
      [4, ['username_taken']],
      [5, ['username_invalid', 'code_invalid', 'role_unknown', 'branch_unknown']],
      [6, ['columns']],
    ]);
    expect(await countOf()).toBe(before);
  });

  it('with one bad line is not entered in part', async () => {
    const before = await countOf();
    const text = `${head}\ngood.one,G1,好,Good,teller,N\nbad,B1,坏,Bad,teller,NOWHERE`;
    const answer = await send(text, { commit: true, reason: 'new staff' });
    expect(answer).toMatchObject({ committed: false, passwords: [] });
    expect(await countOf()).toBe(before);
  });

  it('enters everybody at once, also from a spreadsheet of semicolons and a byte order mark, and once when sent twice', async () => {
    const text = `\uFEFFbranch;username;code;name;nameEn;role\r\nN;wu.lei;W1;吴磊;Wu Lei;teller\r\nS;he.yun;W2;"何,云";He Yun;relationship_manager\r\n`;
    const importId = v7();
    const first = await send(text, { commit: true, reason: 'new staff' }, importId);
    expect(first).toMatchObject({ committed: true });
    const again = await send(text, { commit: true, reason: 'new staff' }, importId);
    expect(again.passwords.map(({ userId }) => userId)).toEqual(first.passwords.map(({ userId }) => userId));
    const colleague = await Device.of(
      server.url,
      await addPerson(database.pool, { username: 'it3', role: 'it_admin', branchId: bank.north }),
    );
    const same = { importId, text, commit: true, reason: 'new staff' };
    expect(await refusalOf(colleague.post('/admin/people/import', same))).toMatchObject({ code: 'conflict' });
    const [wu] = again.passwords;
    expect((await linesOf(wu?.userId ?? '')).map(({ action }) => action)).toEqual([
      'person.create',
      'person.reissue',
    ]);
    await signIn('wu.lei', wu?.password ?? '', { newPassword: OWN });
    const { items } = usersResponse.parse(await admin.request('/admin/users'));
    expect(items.find(({ username }) => username === 'he.yun')).toMatchObject({
      role: 'relationship_manager',
      branchId: bank.south,
    });
  });

  it.each([
    ['empty', head],
    ['header', 'name,role\na,b'],
    ['not_csv', `${head}\n"open,E1,a,b,teller,N`],
    ['too_many', `${head}\n${'a,b,c,d,teller,N\n'.repeat(301)}`],
  ] as const)('that is none is told apart: %s', async (fault, text) => {
    expect(await send(text)).toMatchObject({ fileFault: fault, lines: [], committed: false });
  });

  it('needs a reason to be entered', async () => {
    const body = { importId: v7(), text: `${head}\nq.q,Q1,齐,Qi,teller,N`, commit: true };
    expect(await refusalOf(admin.post('/admin/people/import', body))).toMatchObject({ code: 'bad_request' });
  });

  it('leaves alone whoever is there', async () => {
    await signIn(bank.people.teller.username, PASSWORD);
  });
});
