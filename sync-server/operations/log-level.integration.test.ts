import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from '../server.ts';
import { makeBank, type TestBank } from '../test/bank.ts';
import { Device } from '../test/device.ts';
import { startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';
import { LogLevel } from './log-level.ts';

let database: TestDatabase;
let server: RunningServer;
let bank: TestBank;
const asking = { level: 'debug', minutes: 30, reason: '查错' };

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startNode(database.url);
  bank = await makeBank(database.pool);
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

describe('the log level', () => {
  it('is raised by IT for a while, on every node, with a line in the audit log, and falls back by itself', async () => {
    const admin = await Device.of(server.url, bank.people.admin);
    expect(await admin.post('/operations/log-level', asking)).toMatchObject({ level: 'debug' });
    const noted = await database.pool.query(
      "select actor_id, reason, detail from audit_log where action = 'log.level'",
    );
    expect(noted.rows).toEqual([
      { actor_id: bank.people.admin.id, reason: '查错', detail: { level: 'debug', minutes: 30 } },
    ]);
    const logger = pino({ level: 'silent' });
    const elsewhere = new LogLevel(logger);
    await elsewhere.look(database.pool, new Date());
    expect(logger.level).toBe('debug');
    await elsewhere.look(database.pool, new Date(Date.now() + 31 * 60_000));
    expect(logger.level).toBe('silent');
  });

  it('is nobody else’s to change, and only to a level that there is', async () => {
    for (const person of [bank.people.teller, bank.people.manager, bank.people.boss]) {
      const device = await Device.of(server.url, person);
      await expect(device.post('/operations/log-level', asking)).rejects.toThrow('403 forbidden');
    }
    await expect(new Device(server.url).post('/operations/log-level', asking)).rejects.toThrow('401');
    const admin = await Device.of(server.url, bank.people.admin);
    for (const wrong of [{ level: 'silent' }, { minutes: 0 }, { minutes: 100_000 }, { reason: '' }])
      await expect(admin.post('/operations/log-level', { ...asking, ...wrong })).rejects.toThrow('400');
  });

  it('is turned to debug and back at the machine, whatever the setting says', async () => {
    const logger = pino({ level: 'silent' });
    const level = new LogLevel(logger);
    level.toggle();
    expect(level.current).toBe('debug');
    await level.look(database.pool, new Date(0));
    level.toggle();
    await database.pool.query("delete from settings where name = 'log_level'");
    await level.look(database.pool, new Date());
    expect(level.current).toBe('silent');
  });
});
