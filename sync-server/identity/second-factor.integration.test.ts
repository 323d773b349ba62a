import { Secret, TOTP } from 'otpauth';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { factorSecret, factorState, recoveryCodes } from '#shared/protocol/second-factor.ts';
import type { RunningServer } from '../server.ts';
import { addPerson, makeBank, PASSWORD, type Person, type TestBank } from '../test/bank.ts';
import { Device, refusalOf } from '../test/device.ts';
import { startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';

let database: TestDatabase;
let server: RunningServer;
let bank: TestBank;
let now = new Date('2026-11-22T08:00:00.000Z');

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startNode(database.url, { clock: () => now });
  bank = await makeBank(database.pool);
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

const later = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000);
};
const codeOf = (secret: string) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now.getTime() });
const newAdmin = () =>
  addPerson(database.pool, { username: `a${v7().slice(-10)}`, role: 'it_admin', branchId: bank.north });
const signIn = (person: Person, more: object = {}, device = new Device(server.url)) =>
  device.signInWith({ username: person.username, password: PASSWORD, ...more });
const asks = async (wanted: 'off' | 'optional' | 'required') => {
  const value = JSON.stringify({ roles: { it_admin: { secondFactor: wanted } } });
  await database.pool.query(
    `insert into settings (name, value) values ('client_policy', $1) on conflict (name) do update set value = $1`,
    [value],
  );
};

/** An administrator with a second factor, and what they noted. */
async function enrolled(): Promise<{ person: Person; device: Device; secret: string; codes: string[] }> {
  const person = await newAdmin();
  const device = await Device.of(server.url, person);
  const begun = factorSecret.parse(await device.post('/auth/second-factor/begin', { password: PASSWORD }));
  const { codes } = recoveryCodes.parse(
    await device.post('/auth/second-factor/confirm', { code: codeOf(begun.secret) }),
  );
  return { person, device, secret: begun.secret, codes };
}

describe('the second factor of an administrator', () => {
  it('[A15] is asked for once the password is right and not before, and a code is good once', async () => {
    const { person, secret } = await enrolled();
    expect(await refusalOf(signIn(person, { password: 'wrong' }))).toMatchObject({
      code: 'credentials_invalid',
    });
    expect(await refusalOf(signIn(person))).toMatchObject({ code: 'code_required' });
    // The code that confirmed the enrolment was used by it.
    expect(await refusalOf(signIn(person, { code: codeOf(secret) }))).toMatchObject({ code: 'code_invalid' });
    later(30);
    const code = codeOf(secret);
    const attempts = await Promise.allSettled([signIn(person, { code }), signIn(person, { code })]);
    expect(attempts.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('[A15] forgives a clock that is half a minute off, and no more', async () => {
    const { person, secret } = await enrolled();
    later(60);
    const code = codeOf(secret);
    later(90);
    expect(await refusalOf(signIn(person, { code }))).toMatchObject({ code: 'code_invalid' });
    const next = codeOf(secret);
    later(30);
    await signIn(person, { code: next });
  });

  it('[A15] counts wrong codes as wrong passwords, which a right password does not forgive', async () => {
    const { person } = await enrolled();
    for (let tried = 0; tried < 5; tried++)
      expect(await refusalOf(signIn(person, { code: '000000' }))).toMatchObject({ code: 'code_invalid' });
    expect(await refusalOf(signIn(person))).toMatchObject({ code: 'rate_limited' });
    later(900);
  });

  it('[A6] [A15] has a few wrong codes judged and no more, by many requests at once and on two nodes', async () => {
    const { person, secret } = await enrolled();
    const second = await startNode(database.url, { clock: () => now });
    later(30);
    const tries = Array.from({ length: 60 }, (_, tried) =>
      refusalOf(
        signIn(
          person,
          { code: String(tried).padStart(6, '0') },
          new Device((tried % 2 ? server : second).url),
        ),
      ),
    );
    const answers = await Promise.all(tries);
    expect(answers.filter((one) => one?.code === 'code_invalid')).toHaveLength(5);
    expect(answers.filter((one) => one?.code === 'rate_limited')).toHaveLength(55);
    const third = await startNode(database.url, { clock: () => now });
    const right = () => signIn(person, { code: codeOf(secret) }, new Device(third.url));
    expect(await refusalOf(right())).toMatchObject({ code: 'rate_limited', retryAfterSeconds: 1 });
    const lines = await database.pool.query<{ action: string }>(
      `select action from audit_log where actor_id = $1 and detail ->> 'why' = 'wrong_code'`,
      [person.id],
    );
    expect(lines.rows).toHaveLength(5);
    later(2);
    await right();
    later(30);
    await right();
    await Promise.all([second.close(), third.close()]);
  });

  it('[A16] is replaced by a recovery code, each once; the database holds neither them nor the secret', async () => {
    const { person, device, secret, codes } = await enrolled();
    expect(new Set(codes).size).toBe(10);
    const [code = ''] = codes;
    await signIn(person, { code: ` ${code.toUpperCase()} ` });
    expect(await refusalOf(signIn(person, { code }))).toMatchObject({ code: 'code_invalid' });
    const state = factorState.parse(await device.request('/auth/second-factor'));
    expect(state).toMatchObject({ enrolled: true, recoveryCodesLeft: 9 });
    const dump = await database.pool.query(
      `select f.secret, array(select encode(c.hash, 'escape') from recovery_codes c) as hashes from second_factors f`,
    );
    const text = JSON.stringify(dump.rows);
    expect(text).not.toContain(secret);
    for (const one of codes) expect(text).not.toContain(one.replace('-', ''));
  });

  it('is set up by whoever knows the password, and not over one that is there', async () => {
    const person = await newAdmin();
    const device = await Device.of(server.url, person);
    const begin = (password: string) => device.post('/auth/second-factor/begin', { password });
    expect(await refusalOf(begin('wrong'))).toMatchObject({ code: 'forbidden' });
    const { secret } = factorSecret.parse(await begin(PASSWORD));
    const confirm = (code: string) => device.post('/auth/second-factor/confirm', { code });
    expect(await refusalOf(confirm('000000'))).toMatchObject({ code: 'code_invalid' });
    // Begun and not confirmed: it counts for nothing.
    await signIn(person);
    await confirm(codeOf(secret));
    expect(await refusalOf(begin(PASSWORD))).toMatchObject({ code: 'conflict' });
    const teller = await Device.of(server.url, bank.people.teller);
    const asked = teller.post('/auth/second-factor/begin', { password: PASSWORD });
    expect(await refusalOf(asked)).toMatchObject({ code: 'forbidden' });
  });

  it('[A17] is taken away by another administrator, and never by its owner', async () => {
    const { person, device, secret } = await enrolled();
    const path = `/admin/people/${person.id}/second-factor`;
    expect(await refusalOf(device.post(path, { reason: 'lost' }))).toMatchObject({ code: 'forbidden' });
    const other = await Device.of(server.url, await newAdmin());
    await other.post(path, { reason: 'telephone lost' });
    expect(await refusalOf(device.pull())).toMatchObject({ code: 'session_revoked' });
    await signIn(person);
    later(30);
    await signIn(person, { code: codeOf(secret) });
    expect(await refusalOf(other.post(path, { reason: 'again' }))).toMatchObject({ code: 'not_found' });
  });

  it('[A18] where the bank requires one: who has none administers nothing until it is set up', async () => {
    const person = await newAdmin();
    const device = await Device.of(server.url, person);
    await asks('required');
    expect(await refusalOf(device.request('/admin/users'))).toMatchObject({ code: 'second_factor_missing' });
    await device.pull();
    const { secret } = factorSecret.parse(
      await device.post('/auth/second-factor/begin', { password: PASSWORD }),
    );
    await device.post('/auth/second-factor/confirm', { code: codeOf(secret) });
    await device.request('/admin/users');
    const signedIn = await signIn(await newAdmin());
    expect(signedIn.policy.secondFactor).toBe('required');
    await asks('optional');
  });
});
