import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '#sync-server/db/embedded/launch.ts';
import type { RunningServer } from '#sync-server/server.ts';
import {
  addFile,
  addPerson,
  makeBank,
  PASSWORD,
  type Person,
  type TestBank,
} from '#sync-server/test/bank.ts';
import { BankProvider } from '#sync-server/test/bank-provider.ts';
import { stamped, startNode } from '#sync-server/test/node.ts';
import { createTestDatabase, type TestDatabase } from '#sync-server/test/postgres.ts';
import { ProviderClient } from '#sync-server/test/provider-client.ts';
import { until } from '#sync-server/test/until.ts';
import type { Replica } from '../api/replica.ts';
import { createRemoteDevice, endThreads, type RemoteDevice, statusWhere } from './remote-device.ts';

const PHRASE = 'seven boats in the harbour';
const OTHER = 'eight kites over the river';

let database: TestDatabase;
let server: RunningServer;
let provider: BankProvider;
let bank: TestBank;
const devices: RemoteDevice[] = [];
let people = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  const port = await freePort();
  provider = await BankProvider.start(`http://127.0.0.1:${port}`);
  server = await startNode(database.url, {
    port,
    provider: provider.configFor(`http://127.0.0.1:${port}`),
  });
  bank = await makeBank(database.pool);
});
afterEach(async () => {
  for (const device of devices.splice(0)) await device.scrap();
});
afterAll(async () => {
  await endThreads();
  await server.close();
  await provider.stop();
  await database.drop();
});

async function manager(role: Person['role'] = 'relationship_manager'): Promise<Person> {
  people += 1;
  const person = await addPerson(database.pool, {
    username: `vouched${people}`,
    role,
    branchId: bank.north,
  });
  await database.pool.query("update users set sign_in = 'provider', password_hash = '-' where id = $1", [
    person.id,
  ]);
  await addFile(database.pool, bank.north, { managerId: person.id });
  await stamped(database.pool);
  return person;
}

async function laptop(): Promise<{ device: RemoteDevice; replica: Replica }> {
  const device = createRemoteDevice(server.url, { automatic: true });
  devices.push(device);
  return { device, replica: await device.boot() };
}

/** Comes back from the provider; what the replica says to it with each further word is the test's to look at. */
async function vouched(person: Person) {
  const client = new ProviderClient(server.url);
  return { ticket: await client.ticketOf(person.username), verifier: client.verifier };
}

const whole = (replica: Replica) => statusWhere(replica, ({ complete }) => complete);

/** A laptop on which somebody has signed in at the provider, with a passphrase. */
async function settled(person: Person) {
  const { device, replica } = await laptop();
  await replica.signInByProvider({ ...(await vouched(person)), newPassphrase: PHRASE });
  await whole(replica);
  await replica.signOut();
  return { device, replica };
}

describe('the passphrase of who signs in at the provider', () => {
  it('[O19] is chosen at the first sign-in on a device, by the rules of passwords, and opens it offline', async () => {
    const person = await manager();
    const { device, replica } = await laptop();
    const shown = await vouched(person);
    await expect(replica.signInByProvider(shown)).rejects.toMatchObject({
      code: 'passphrase_choice',
      username: person.username,
    });
    for (const newPassphrase of ['short', `${person.username} and more`])
      await expect(replica.signInByProvider({ ...shown, newPassphrase })).rejects.toMatchObject({
        code: 'invalid',
      });
    const session = await replica.signInByProvider({ ...shown, newPassphrase: PHRASE });
    expect(session).toMatchObject({ mode: 'online', byProvider: true, user: { id: person.id } });
    await whole(replica);
    await replica.lock();
    await expect(replica.unlock('another one altogether')).rejects.toMatchObject({
      code: 'credentials_invalid',
    });
    expect(await replica.unlock(PHRASE)).toMatchObject({ byProvider: true });
    await replica.signOut();
    await device.outside.call('reach', false);
    const offline = await replica.signIn({ username: person.username, password: PHRASE });
    expect(offline).toMatchObject({ mode: 'offline', byProvider: true });
  });

  it('[O20] goes on with the session when the server is there, and asks the provider nothing', async () => {
    const person = await manager();
    const { replica } = await settled(person);
    const session = await replica.signIn({ username: person.username, password: PHRASE });
    expect(session).toMatchObject({ mode: 'online', byProvider: true });
    const sessions = await database.pool.query('select 1 from sessions where user_id = $1', [person.id]);
    expect(sessions.rowCount).toBe(1);
  });

  it.each([
    ['over', 'update sessions set expires_at = now() where user_id = $1'],
    ['ended', 'update sessions set revoked_at = now() where user_id = $1'],
  ])('[O20] asks for the provider when the session is %s', async (_how, ending) => {
    const person = await manager();
    const { replica } = await settled(person);
    await database.pool.query(ending, [person.id]);
    const signIn = () => replica.signIn({ username: person.username, password: PHRASE });
    await expect(signIn()).rejects.toMatchObject({ code: 'provider_required' });
    const shown = await vouched(person);
    const asked = await replica.signInByProvider(shown).catch((error: { code: string }) => error.code);
    // Of one that was ended nothing is kept here, for it must not open behind the server's back.
    const word = asked === 'passphrase_choice' ? { newPassphrase: PHRASE } : { passphrase: PHRASE };
    expect(await replica.signInByProvider({ ...shown, ...word })).toMatchObject({ mode: 'online' });
  });

  it('[O20] asks for the provider whenever an administrator reaches the server', async () => {
    const person = await manager('it_admin');
    const { replica } = await laptop();
    await replica.signInByProvider({ ...(await vouched(person)), newPassphrase: PHRASE });
    await replica.signOut();
    await expect(replica.signIn({ username: person.username, password: PHRASE })).rejects.toMatchObject({
      code: 'provider_required',
    });
  });

  it('[O10] [O20] a disabled person is told so, and nothing is kept', async () => {
    const person = await manager();
    const { device, replica } = await settled(person);
    await database.pool.query('update users set disabled = true where id = $1', [person.id]);
    await expect(replica.signIn({ username: person.username, password: PHRASE })).rejects.toMatchObject({
      code: 'user_disabled',
    });
    await until(async () => ![...device.secrets.keys()].some((name) => name.startsWith('vault.')));
  });

  it('[O21] is asked for after the provider; a wrong one is counted and never makes a new vault', async () => {
    const person = await manager();
    const { device, replica } = await settled(person);
    const before = new Map(device.secrets);
    const shown = await vouched(person);
    await expect(replica.signInByProvider(shown)).rejects.toMatchObject({ code: 'passphrase_required' });
    const wrong = replica.signInByProvider({ ...shown, passphrase: OTHER });
    await expect(wrong).rejects.toMatchObject({ code: 'credentials_invalid' });
    const changed = [...device.secrets.keys()].filter(
      (name) => device.secrets.get(name) !== before.get(name),
    );
    expect(changed.filter((name) => name.startsWith('vault.'))).toEqual([]);
    expect(changed.filter((name) => name.startsWith('attempts.'))).toHaveLength(1);
    const session = await replica.signInByProvider({ ...shown, passphrase: PHRASE });
    expect(session).toMatchObject({ mode: 'online', user: { id: person.id } });
  });

  it('[O21] that was forgotten is chosen anew; the replica goes on, and the old one opens nothing', async () => {
    const person = await manager();
    const { device, replica } = await settled(person);
    const shown = await vouched(person);
    await expect(replica.signInByProvider(shown)).rejects.toMatchObject({ code: 'passphrase_required' });
    await replica.signInByProvider({ ...shown, newPassphrase: OTHER });
    await whole(replica);
    await replica.signOut();
    await device.outside.call('reach', false);
    await expect(replica.signIn({ username: person.username, password: PHRASE })).rejects.toMatchObject({
      code: 'credentials_invalid',
    });
    await replica.signIn({ username: person.username, password: OTHER });
  });

  it('[O19] whoever gives up before there is one has no session, here or at the server', async () => {
    const person = await manager();
    const { device, replica } = await laptop();
    await expect(replica.signInByProvider(await vouched(person))).rejects.toMatchObject({
      code: 'passphrase_choice',
    });
    await replica.leaveProvider();
    await until(
      async () =>
        (
          await database.pool.query('select 1 from sessions where user_id = $1 and revoked_at is null', [
            person.id,
          ])
        ).rowCount === 0,
    );
    expect([...device.secrets.keys()].filter((name) => name.startsWith('vault.'))).toEqual([]);
  });

  it('[A19] a ticket of another client is told of as one that is over', async () => {
    const person = await manager();
    const { replica } = await laptop();
    const { ticket } = await vouched(person);
    const stolen = { ticket, verifier: 'A'.repeat(43) };
    await expect(replica.signInByProvider(stolen)).rejects.toMatchObject({ code: 'provider_again' });
  });

  it('[O20] where IT has given a password since, that one signs in', async () => {
    const person = await manager();
    const { replica } = await settled(person);
    const other = await addPerson(database.pool, {
      username: 'pattern',
      role: 'teller',
      branchId: bank.north,
    });
    await database.pool.query(
      `update users set sign_in = 'local', password_hash = (select password_hash from users where id = $2)
       where id = $1`,
      [person.id, other.id],
    );
    const session = await replica.signIn({ username: person.username, password: PASSWORD });
    expect(session).toMatchObject({ mode: 'online', user: { id: person.id } });
    expect(session).not.toHaveProperty('byProvider');
  });
});
