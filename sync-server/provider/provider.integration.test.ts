import { Secret, TOTP } from 'otpauth';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signInResponse } from '#shared/protocol/auth.ts';
import { ANSWER_PATH, signInWays } from '#shared/protocol/provider.ts';
import { factorSecret } from '#shared/protocol/second-factor.ts';
import { freePort } from '../db/embedded/launch.ts';
import { createMetrics } from '../operations/metrics.ts';
import type { RunningServer } from '../server.ts';
import { addPerson, makeBank, PASSWORD, type Person, type TestBank } from '../test/bank.ts';
import { BankProvider } from '../test/bank-provider.ts';
import { Device, refusalOf } from '../test/device.ts';
import { startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';
import { answerIn, isBack, ProviderClient, RETURN_TO } from '../test/provider-client.ts';
import { SpeakingDevice } from '../test/speaking-device.ts';
import { forgetFlows } from './flows.ts';
import { Provider } from './provider.ts';

let database: TestDatabase;
let server: RunningServer;
let provider: BankProvider;
let bank: TestBank;
let later = 0;
const clock = () => new Date(Date.now() + later);
const MINUTE = 60_000;

beforeAll(async () => {
  database = await createTestDatabase();
  // The provider must know the server's address before the server can be started with the provider's.
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  provider = await BankProvider.start(origin);
  server = await startNode(database.url, { port, clock, provider: provider.configFor(origin) });
  bank = await makeBank(database.pool);
});
afterAll(async () => {
  await server.close();
  await provider.stop();
  await database.drop();
});

const newClient = () => new ProviderClient(server.url);

/** Somebody who signs in at the provider, where their account has a subject of its own. */
async function vouched(role: Person['role'] = 'teller'): Promise<Person & { subject: string }> {
  const person = await addPerson(database.pool, {
    username: `p${v7().slice(-10)}`,
    role,
    branchId: bank.north,
  });
  await database.pool.query("update users set sign_in = 'provider', password_hash = '-' where id = $1", [
    person.id,
  ]);
  const subject = `S-${v7()}`;
  provider.names.set(subject, person.username.toUpperCase());
  return { ...person, subject };
}

const linesOf = async (userId: string) => {
  const found = await database.pool.query<{ action: string; why: string | null }>(
    `select action, detail ->> 'why' as why from audit_log where actor_id = $1 order by at, id`,
    [userId],
  );
  return found.rows.map(({ action, why }) => (why === null ? action : `${action} ${why}`));
};

describe('signing in at the provider', () => {
  it('[A19] says that there is one, under the name that the bank gave to it', async () => {
    const ways = signInWays.parse(await new Device(server.url).request('/auth/ways'));
    expect(ways.provider?.label.en).toBe('Sign in with the bank');
  });

  it('[A19] [A20] opens a session as a password does, and links the account at the first time', async () => {
    const person = await vouched();
    const client = newClient();
    const session = await client.signIn(await client.ticketOf(person.subject));
    expect(session).toMatchObject({ user: { id: person.id, username: person.username }, offlineHours: 72 });
    await client.device.pull();
    expect(await linesOf(person.id)).toEqual(['person.link', 'session.open']);
    // From now on the account counts, whatever it is called there.
    provider.names.set(person.subject, 'renamed');
    const again = newClient();
    expect((await again.signIn(await again.ticketOf(person.subject))).user.id).toBe(person.id);
    expect(await linesOf(person.id)).toEqual(['person.link', 'session.open', 'session.open']);
  });

  it('[A19] is finished by the client that began it, once', async () => {
    const person = await vouched();
    const client = newClient();
    const ticket = await client.ticketOf(person.subject);
    const attempts = await Promise.allSettled([client.signIn(ticket), client.signIn(ticket)]);
    expect(attempts.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await refusalOf(client.signIn(ticket))).toMatchObject({ code: 'credentials_invalid' });
  });

  it('[A19] ends with a wrong verifier: a ticket that was stolen is good for one guess', async () => {
    const person = await vouched();
    const client = newClient();
    const ticket = await client.ticketOf(person.subject);
    const thief = newClient();
    expect(await refusalOf(thief.signIn(ticket))).toMatchObject({ code: 'credentials_invalid' });
    expect(await refusalOf(client.signIn(ticket))).toMatchObject({ code: 'credentials_invalid' });
    expect(await linesOf(person.id)).toEqual(['person.link', 'session.refuse wrong_verifier']);
  });

  it('[A19] is over after two minutes with a ticket, and after ten without', async () => {
    const person = await vouched();
    const client = newClient();
    const ticket = await client.ticketOf(person.subject);
    later += 2 * MINUTE;
    expect(await refusalOf(client.signIn(ticket))).toMatchObject({ code: 'credentials_invalid' });
    const slow = newClient();
    const url = await slow.begin();
    later += 10 * MINUTE;
    const page = await slow.browser.ask(url);
    expect(page.status).toBe(410);
    expect(await page.text()).toContain('This sign-in is over');
    expect(await forgetFlows(database.pool, clock())).toBeGreaterThan(0);
    expect((await database.pool.query('select 1 from provider_flows')).rowCount).toBe(0);
  });

  it('[A19] is bound to the browser that opened its address', async () => {
    const person = await vouched();
    const client = newClient();
    const url = await client.begin();
    const other = newClient();
    const isCallback = (address: string) => address.startsWith(`${server.url}/auth/oidc/callback`);
    const callback = await client.browser.signInAt(url, person.subject, isCallback);
    // Somebody sends their own answer to another: it is not finished there.
    expect(answerIn(await other.browser.follow(callback, isBack))).toEqual({ problem: 'other_browser' });
    // Nor can the address be opened by anybody else.
    expect((await other.browser.ask(url)).status).toBe(410);
    // Its own browser may open it again, and finish.
    expect(answerIn(await client.browser.follow(callback, isBack))).toHaveProperty('ticket');
    expect((await client.browser.ask(callback)).status).toBe(410);
  });

  it('[A19] takes an answer by its state, and once', async () => {
    const person = await vouched();
    const client = newClient();
    const isCallback = (address: string) => address.startsWith(`${server.url}/auth/oidc/callback`);
    const callback = await client.browser.signInAt(await client.begin(), person.subject, isCallback);
    const foreign = new URL(callback);
    foreign.searchParams.set('state', 'x'.repeat(43));
    expect((await client.browser.ask(foreign.href)).status).toBe(410);
    foreign.searchParams.delete('state');
    expect((await client.browser.ask(foreign.href)).status).toBe(410);
    // A code of another sign-in does not match this one's proof.
    const other = newClient();
    const theirs = await other.browser.signInAt(await other.begin(), person.subject, isCallback);
    const mixed = new URL(callback);
    mixed.searchParams.set('code', new URL(theirs).searchParams.get('code') ?? '');
    expect(answerIn(await client.browser.follow(mixed.href, isBack))).toEqual({ problem: 'refused' });
    expect((await client.browser.ask(callback)).status).toBe(410);
  });

  it('[A19] says so when somebody gives up at the provider', async () => {
    const client = newClient();
    const login = await client.browser.follow(await client.begin(), isBack);
    const answer = await client.browser.follow(`${login}/abort`, isBack);
    expect(answerIn(answer)).toEqual({ problem: 'cancelled' });
  });

  it.each([
    ['another machine', 'http://192.168.1.5:80/a'],
    ['a name that can be made to mean another machine', 'http://localhost:8000/a'],
    ['a foreign site', `https://evil.example${ANSWER_PATH}`],
    ['loopback without a port', 'http://127.0.0.1/a'],
    ['an address with somebody in it', 'http://127.0.0.1:80@evil.example/a'],
    ['an address with a query of its own', 'http://127.0.0.1:8000/a?x=1'],
    ['a program', 'javascript:alert(1)'],
  ])('[A19] sends no answer to %s', async (_what, returnTo) => {
    expect(await refusalOf(newClient().begin(returnTo))).toMatchObject({ code: 'bad_request' });
  });

  it('[A19] answers a page of its own in the fragment, which no server sees', async () => {
    const person = await vouched();
    const client = newClient();
    const back = (address: string) => address.startsWith(`${server.url}${ANSWER_PATH}`);
    const url = await client.begin(`${server.url}${ANSWER_PATH}`);
    const address = new URL(await client.browser.signInAt(url, person.subject, back));
    expect([address.search, address.hash.slice(0, 8)]).toEqual(['', '#ticket=']);
  });
});

describe('who somebody is', () => {
  it('[A20] nobody is entered by signing in', async () => {
    expect(await newClient().come(`S-${v7()}`)).toEqual({ problem: 'unknown_person' });
    // Nor is somebody let in who has a password here.
    provider.names.set('S-teller', bank.people.teller.username);
    expect(await newClient().come('S-teller')).toEqual({ problem: 'unknown_person' });
  });

  it('[A20] a name that another account had first opens nothing to a second one', async () => {
    const person = await vouched();
    await newClient().ticketOf(person.subject);
    provider.names.set('S-second', person.username);
    expect(await newClient().come('S-second')).toEqual({ problem: 'other_account' });
    expect(await linesOf(person.id)).toEqual(['person.link', 'session.refuse other_account']);
  });

  it('[A20] a disabled person is refused, before and after the ticket', async () => {
    const person = await vouched();
    const client = newClient();
    const ticket = await client.ticketOf(person.subject);
    await database.pool.query('update users set disabled = true where id = $1', [person.id]);
    expect(await refusalOf(client.signIn(ticket))).toMatchObject({ code: 'user_disabled' });
    expect(await newClient().come(person.subject)).toEqual({ problem: 'user_disabled' });
  });

  it('[A21] has no password that works, and says as little as a wrong one', async () => {
    const person = await vouched();
    for (const password of [PASSWORD, '-', 'nobody']) {
      expect(await refusalOf(new Device(server.url).signIn(person.username, password))).toMatchObject({
        code: 'credentials_invalid',
      });
    }
    expect(await linesOf(person.id)).toContain('session.refuse password_of_provider_person');
  });
});

describe('what is asked for after the provider', () => {
  it('[A19] a branch, and the ticket stays good until there is a session', async () => {
    const person = await vouched();
    await database.pool.query('insert into user_branches (user_id, branch_id) values ($1, $2)', [
      person.id,
      bank.south,
    ]);
    const client = newClient();
    const ticket = await client.ticketOf(person.subject);
    expect(await refusalOf(client.signIn(ticket))).toMatchObject({ code: 'branch_choice' });
    const session = await client.signIn(ticket, { branchId: bank.south });
    expect(session.user.branchId).toBe(bank.south);
  });

  it('[A15] [A19] [A23] a second factor, set up with a session that is fresh', async () => {
    const person = await vouched('it_admin');
    const client = newClient();
    await client.signIn(await client.ticketOf(person.subject));
    later += 11 * MINUTE;
    const { deviceId, session } = client.device;
    const refreshToken = session?.refreshToken;
    client.device.session = signInResponse.parse(
      await client.device.post('/auth/refresh', { refreshToken, deviceId }),
    );
    expect(await refusalOf(client.device.post('/auth/second-factor/begin', {}))).toMatchObject({
      code: 'forbidden',
    });
    const fresh = newClient();
    await fresh.signIn(await fresh.ticketOf(person.subject));
    const { secret } = factorSecret.parse(await fresh.device.post('/auth/second-factor/begin', {}));
    const codeOf = () =>
      new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: clock().getTime() });
    await fresh.device.post('/auth/second-factor/confirm', { code: codeOf() });
    later += MINUTE;
    const next = newClient();
    const ticket = await next.ticketOf(person.subject);
    expect(await refusalOf(next.signIn(ticket))).toMatchObject({ code: 'code_required' });
    expect(await refusalOf(next.signIn(ticket, { code: '000000' }))).toMatchObject({ code: 'code_invalid' });
    expect((await next.signIn(ticket, { code: codeOf() })).user.id).toBe(person.id);
  });

  it('[D13] [D14] [A19] a device that IT has approved', async () => {
    await database.pool.query(
      `insert into settings (name, value) values ('devices', '{"approval": "required"}')
       on conflict (name) do update set value = excluded.value`,
    );
    const person = await vouched();
    const device = await SpeakingDevice.at(server.url);
    const client = new ProviderClient(server.url, device);
    const ticket = await client.ticketOf(person.subject);
    const own = { deviceKey: device.keys.publicKey };
    expect(await refusalOf(client.signIn(ticket, own))).toMatchObject({ code: 'forbidden' });
    const proven = { ...own, deviceProof: await device.proof('') };
    expect(await refusalOf(client.signIn(ticket, proven))).toMatchObject({ code: 'device_not_approved' });
    await database.pool.query('update devices set approved_at = now() where id = $1', [
      client.device.deviceId,
    ]);
    await client.signIn(ticket, proven);
    await database.pool.query("delete from settings where name = 'devices'");
  });

  it('[A22] ends a session a week after the provider vouched, however much it is used', async () => {
    const person = await vouched();
    const client = newClient();
    let { refreshToken } = await client.signIn(await client.ticketOf(person.subject));
    const refresh = async () => {
      const answer = await client.device.post('/auth/refresh', {
        refreshToken,
        deviceId: client.device.deviceId,
      });
      refreshToken = (answer as { refreshToken: string }).refreshToken;
    };
    later += 6 * 24 * 60 * MINUTE;
    await refresh();
    later += 24 * 60 * MINUTE;
    expect(await refusalOf(refresh())).toMatchObject({ code: 'unauthenticated' });
    later = 0;
  });
});

describe('a sign-in that another program of the machine began', () => {
  /** Whose browser is known to the provider, and opens the address that was slipped to them. */
  async function lured(begun: (origin: string) => Promise<string>) {
    const person = await vouched();
    const client = newClient();
    await client.come(person.subject);
    return await client.browser.follow(await begun(server.url), isBack);
  }

  it('goes through where the provider asks nothing, and stops at its page where it is told to ask', async () => {
    const silently = await lured(() => newClient().begin());
    expect(answerIn(silently)).toHaveProperty('ticket');
    const config = provider.configFor(server.url, { prompt: 'login' });
    const asking = await startNode(database.url, { clock, provider: config, stamps: false });
    try {
      const asked = await lured(async (origin) => (await newClient().begin()).replace(origin, asking.url));
      expect(asked).toMatch(new RegExp(`^${provider.issuer}/interaction/`));
    } finally {
      await asking.close();
    }
  });
});

describe('a provider that is not what it should be', () => {
  it('[A19] that is down is told of, and the server works without it', async () => {
    const origin = server.url;
    const gone = await BankProvider.start(origin);
    await gone.stop();
    const alone = await startNode(database.url, { provider: gone.configFor(origin), stamps: false });
    try {
      const client = new ProviderClient(alone.url);
      const url = (await client.begin()).replace(origin, alone.url);
      expect(answerIn(await client.browser.follow(url, isBack))).toEqual({ problem: 'unreachable' });
      await Device.of(alone.url, bank.people.teller);
      const metrics = await (await fetch(`${alone.url}/metrics`)).text();
      expect(metrics).toContain('branchline_provider_results_total{step="discover",result="unreachable"} 1');
      expect(metrics).toMatch(/^branchline_provider_up 0$/m);
    } finally {
      await alone.close();
    }
  });

  it('is seen to be there or not, with nobody signing in', async () => {
    const metrics = createMetrics();
    const isUp = async () => (await metrics.providerUp.get()).values.map(({ value }) => value);
    expect(await isUp()).toEqual([Number.NaN]);
    const gone = await BankProvider.start(server.url);
    const looked = new Provider(gone.configFor(server.url), metrics);
    await looked.look();
    expect(await isUp()).toEqual([1]);
    await gone.stop();
    await looked.look();
    expect(await isUp()).toEqual([0]);
  });

  it('[A19] or whose token another key has signed, vouches for nobody', async () => {
    const person = await vouched();
    await newClient().ticketOf(person.subject);
    await provider.signWithOtherKeys();
    expect(await newClient().come(person.subject)).toEqual({ problem: 'refused' });
  });

  it('[A19] is asked for nothing where there is none', async () => {
    const plain = await startNode(database.url, { stamps: false });
    try {
      expect(await new Device(plain.url).request('/auth/ways')).toEqual({});
      expect(await refusalOf(new ProviderClient(plain.url).begin(RETURN_TO))).toMatchObject({
        code: 'not_found',
      });
    } finally {
      await plain.close();
    }
  });
});
