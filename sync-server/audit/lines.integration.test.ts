import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditExported, auditGaps, auditPage, auditState } from '#shared/protocol/audit.ts';
import { sealLines } from '../audit/seal-lines.ts';
import type { RunningServer } from '../server.ts';
import { addFile, addPerson, makeBank, PASSWORD, type TestBank } from '../test/bank.ts';
import { Device, mutationOf } from '../test/device.ts';
import { newLog } from '../test/mutations.ts';
import { stamped, startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';
import { until } from '../test/until.ts';

let database: TestDatabase;
let server: RunningServer;
let bank: TestBank;
let auditor: Device;
let customerId: string;
let customerNo: string;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startNode(database.url);
  bank = await makeBank(database.pool);
  const person = { username: 'auditor', role: 'auditor', branchId: bank.north } as const;
  auditor = await Device.of(server.url, await addPerson(database.pool, person));
  customerNo = 'C-AUDIT-1';
  customerId = await addFile(database.pool, bank.north, { customerNo });
  await stamped(database.pool);
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

async function linesOf(device: { deviceId: string }, action?: string) {
  const found = await database.pool.query<{
    action: string;
    actor_id: string | null;
    customer_id: string | null;
    device_seq: number | null;
    detail: Record<string, unknown> | null;
  }>(
    `select action, actor_id, customer_id, device_seq, detail from audit_log
     where device_id = $1 and ($2::text is null or action = $2) order by id`,
    [device.deviceId, action ?? null],
  );
  return found.rows;
}

const actions = async (device: Device) => (await linesOf(device)).map(({ action }) => action);

const edit = (next: Record<string, string>, seq?: number) =>
  mutationOf({
    collection: 'customers',
    documentId: customerId,
    customerId,
    base: { mobile: '13900000001' },
    next,
    ...(seq !== undefined && { seq }),
  });

const numbered = (seq: number) => ({ ...newLog(customerId), seq });

describe('a line in the audit log', () => {
  it('[A11] is left by a sign-in, by each refusal without what was typed, and by a sign-out, once', async () => {
    const device = new Device(server.url);
    await expect(device.signIn('teller', 'wrong')).rejects.toMatchObject({ status: 401 });
    await expect(device.signIn('my-password', 'teller')).rejects.toMatchObject({ status: 401 });
    const { refreshToken } = await device.signIn('teller');
    await device.post('/auth/sign-out', { refreshToken, deviceId: device.deviceId });
    await device.post('/auth/sign-out', { refreshToken, deviceId: device.deviceId });
    const lines = await linesOf(device);
    expect(lines.map(({ action, detail }) => [action, detail?.why])).toEqual([
      ['session.refuse', 'wrong_password'],
      ['session.refuse', 'unknown_name'],
      ['session.open', undefined],
      ['session.close', undefined],
    ]);
    expect(lines.map(({ actor_id }) => actor_id)).toEqual([
      bank.people.teller.id,
      null,
      bank.people.teller.id,
      bank.people.teller.id,
    ]);
    expect(JSON.stringify(lines)).not.toContain('my-password');
  });

  it('[A11] is left by the refusal of an account that is closed, and by a session that ends for a stolen token', async () => {
    const gone = await addPerson(database.pool, { username: 'gone', role: 'teller', branchId: bank.north });
    const device = await Device.of(server.url, gone);
    const { refreshToken } = device.session ?? { refreshToken: '' };
    await expect(device.post('/auth/refresh', { refreshToken, deviceId: v7() })).rejects.toMatchObject({
      status: 401,
    });
    await database.pool.query('update users set disabled = true where id = $1', [gone.id]);
    await expect(device.signIn('gone')).rejects.toMatchObject({ status: 403 });
    expect((await linesOf(device)).map(({ action, detail }) => [action, detail?.why])).toEqual([
      ['session.open', undefined],
      ['session.end', 'other_device'],
      ['session.refuse', 'user_disabled'],
    ]);
  });

  it('[A11] is left by a delay after failed sign-ins, once for each wait', async () => {
    const device = new Device(server.url);
    const attempt = () => device.signIn('guessed', 'x').catch(({ status }: { status: number }) => status);
    const statuses = [];
    for (let tried = 0; tried < 9; tried += 1) statuses.push(await attempt());
    expect(statuses).toContain(429);
    expect((await linesOf(device, 'session.delay')).length).toBe(1);
    expect(await linesOf(device, 'session.refuse')).toHaveLength(
      statuses.filter((code) => code === 401).length,
    );
  });

  it('[U9] is left by every edit that is answered, once, with the names of its fields and never a value', async () => {
    const device = await Device.of(server.url, bank.people.teller);
    const change = edit({ mobile: '13812345678' }, 1);
    await device.push(change, edit({ annualIncome: '99' }, 2), newLog(customerId));
    await device.push(change);
    const lines = (await linesOf(device)).slice(1);
    expect(lines.map(({ action, customer_id }) => [action, customer_id])).toEqual([
      ['customer.edit', customerId],
      ['customer.edit', customerId],
      ['contactLog.add', customerId],
    ]);
    expect(lines.map(({ detail }) => detail)).toMatchObject([
      { edit: change.id, op: 'update', fields: ['mobile'], outcome: 'accepted' },
      { fields: ['annualIncome'], outcome: 'rejected', why: 'field_not_writable' },
      { op: 'create', outcome: 'accepted' },
    ]);
    expect(JSON.stringify(lines)).not.toContain('13812345678');
    expect(lines.map(({ device_seq }) => device_seq)).toEqual([1, 2, null]);
  });

  it('[U9] names no field that there is not: it might be a value', async () => {
    const device = await Device.of(server.url, bank.people.teller);
    await device.push(edit({ '13812345678': 'x' }));
    expect((await linesOf(device, 'customer.edit')).map(({ detail }) => detail)).toMatchObject([
      { fields: [], outcome: 'rejected' },
    ]);
  });
});

describe('the numbers of a device at the server', () => {
  it('[U8] that never come are a gap until they do, and one that comes twice is counted', async () => {
    const device = await Device.of(server.url, bank.people.teller);
    const gapsNow = async () => {
      await sealLines(database.pool, new Date());
      const { gaps, repeated } = auditGaps.parse(await auditor.request('/audit/gaps'));
      return {
        gaps: gaps
          .filter(({ deviceId }) => deviceId === device.deviceId)
          .map(({ first, last }) => [first, last]),
        repeated: repeated.find(({ deviceId }) => deviceId === device.deviceId)?.count,
      };
    };
    await device.push(numbered(1), numbered(3));
    await until(async () => (await gapsNow()).gaps.length > 0);
    expect(await gapsNow()).toEqual({ gaps: [[2, 2]], repeated: undefined });
    await device.push(numbered(9), newLog(customerId));
    await until(async () => (await gapsNow()).gaps.length === 2);
    await device.push(numbered(2), numbered(6));
    await until(async () => (await gapsNow()).gaps[0]?.[1] === 5);
    expect((await gapsNow()).gaps).toEqual([
      [4, 5],
      [7, 8],
    ]);
    await device.push(numbered(6));
    await until(async () => (await gapsNow()).repeated === 1);
  });
});

describe('the audit log for auditors', () => {
  const search = async (filter: object, after?: string) =>
    auditPage.parse(await auditor.post('/audit/search', { filter, ...(after !== undefined && { after }) }));

  it('is found by person, customer number, device, action and time, newest first', async () => {
    const device = await Device.of(server.url, bank.people.manager);
    const from = new Date().toISOString();
    await device.push(numbered(1));
    const own = await search({ deviceId: device.deviceId });
    expect(own.items.map(({ action }) => action)).toEqual(['contactLog.add', 'session.open']);
    expect(own.items[0]).toMatchObject({
      actor: { id: bank.people.manager.id, name: bank.people.manager.name },
      customer: { id: customerId, customerNo },
      device: { id: device.deviceId, seq: 1 },
    });
    expect((await search({ customerNo, actorId: bank.people.manager.id })).items).toHaveLength(1);
    expect((await search({ customerNo: 'nobody' })).items).toEqual([]);
    expect((await search({ action: 'session.open', actorId: bank.people.manager.id })).items).toHaveLength(1);
    const times = (await search({ from })).items.map(({ at }) => at);
    expect(times.length).toBeGreaterThan(0);
    expect(times.every((at) => at >= from)).toBe(true);
  });

  it('goes on from page to page without a line twice or none', async () => {
    const device = v7();
    await database.pool.query(
      `insert into audit_log (at, action, reason, device_id)
       select '2026-01-01T00:00:00Z'::timestamptz + (n / 7) * interval '1 second', 'act.open', n::text, $1
       from generate_series(1, 250) n`,
      [device],
    );
    const seen: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await search({ deviceId: device }, after);
      seen.push(...page.items.map(({ reason }) => reason ?? ''));
      after = page.next;
      if (after === undefined) break;
    }
    expect(seen).toEqual(Array.from({ length: 250 }, (_, index) => String(250 - index)));
  });

  it('has a line for each look at it and each file taken away', async () => {
    const filter = { customerNo };
    await search(filter);
    const exported = auditExported.parse(await auditor.post('/audit/export', { filter }));
    expect(exported.more).toBe(false);
    const lines = await linesOf(auditor);
    expect(lines.slice(-2)).toMatchObject([
      { action: 'audit.search', detail: { filter } },
      { action: 'audit.export', detail: { filter, lines: exported.items.length } },
    ]);
  });

  it('goes into no file where the bank lets nothing leave the screen', async () => {
    await database.pool.query("insert into settings (name, value) values ('client_policy', $1)", [
      { roles: { auditor: { exports: 'forbidden' } } },
    ]);
    await expect(auditor.post('/audit/export', { filter: {} })).rejects.toMatchObject({ status: 403 });
    await database.pool.query("delete from settings where name = 'client_policy'");
  });

  it('is nobody else’s to see, and leaves no line where it was refused', async () => {
    const before = await actions(auditor);
    for (const person of ['teller', 'manager', 'boss', 'analyst', 'admin'] as const) {
      const device = new Device(server.url);
      await device.signIn(bank.people[person].username, PASSWORD);
      for (const path of ['/audit/search', '/audit/export']) {
        await expect(device.post(path, { filter: {} })).rejects.toMatchObject({ status: 403 });
      }
      for (const path of ['/audit/state', '/audit/gaps']) {
        await expect(device.request(path)).rejects.toMatchObject({ status: 403 });
      }
    }
    expect(await actions(auditor)).toEqual(before);
    await expect(search({}, 'nonsense')).rejects.toMatchObject({ status: 400 });
  });

  it('says how far it is chained', async () => {
    await sealLines(database.pool, new Date());
    const state = auditState.parse(await auditor.request('/audit/state'));
    expect(state).toMatchObject({ intact: true });
    expect(state.sealedTo).toBeGreaterThan(10);
    const ready = await fetch(`${server.url}/readyz`);
    expect(await ready.json()).toMatchObject({ auditLagSeconds: expect.any(Number) });
    expect(await (await fetch(`${server.url}/metrics`)).text()).toMatch(/branchline_audit_lag_seconds \d/);
  });
});
