import { chmod, copyFile, cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { listBackups, pruneBackups } from '#sync-server/backup/prune-backups.ts';
import { restoreBackup } from '#sync-server/backup/restore-backup.ts';
import { restoreEmbedded } from '#sync-server/backup/restore-embedded.ts';
import { takeBackup } from '#sync-server/backup/take-backup.ts';
import { verifyBackup } from '#sync-server/backup/verify-backup.ts';
import { type EmbeddedDatabase, startEmbedded } from '#sync-server/db/embedded.ts';
import { createPool, type Pool } from '#sync-server/db/pool.ts';
import type { RunningServer } from '#sync-server/server.ts';
import { addFile, makeBank, PASSWORD, type TestBank } from '#sync-server/test/bank.ts';
import { Device } from '#sync-server/test/device.ts';
import { stamped, startNode } from '#sync-server/test/node.ts';
import type { Replica } from '../api/replica.ts';
import { createRemoteDevice, endThreads, type RemoteDevice, resultOf, statusWhere } from './remote-device.ts';

let folder: string;
let archive: string;
let orders: string;
let database: EmbeddedDatabase;
let pool: Pool;
let server: RunningServer;
let bank: TestBank;
let port: number;
const devices: RemoteDevice[] = [];
const silent = () => undefined;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'branchline-drill-'));
  // PostgreSQL's own user has to pass through.
  await chmod(folder, 0o711);
  archive = path.join(folder, 'archive');
  orders = await mkdtemp(path.join(folder, 'orders-'));
  await start('bank');
  bank = await makeBank(pool);
});
afterEach(async () => {
  for (const device of devices.splice(0)) await device.scrap();
});
afterAll(async () => {
  await stop();
  await endThreads();
  await rm(folder, { recursive: true, force: true });
});

let running = false;

async function start(name: string): Promise<void> {
  database = await startEmbedded({ dataDir: path.join(folder, name), fast: true, walArchive: archive });
  server = await startNode(database.url, { port: port ?? 0, deviceOrdersDir: orders, nodeName: 'node-1' });
  port = Number(new URL(server.url).port);
  pool = createPool(database.url, { max: 2 });
  running = true;
}

/** Again after a test that failed while nothing ran. */
async function stop(): Promise<void> {
  if (!running) return;
  running = false;
  await pool.end();
  await server.close();
  await database.stop();
}

/** A whole cluster is copied and put back, by two busy cores if need be. */
const LONG = 300_000;

const backUp = () =>
  takeBackup({
    databaseUrl: database.url,
    to: path.join(folder, 'backups'),
    archive,
    onProgress: silent,
    fast: true,
  });

async function moment(): Promise<Date> {
  const found = await pool.query<{ now: Date }>('select clock_timestamp() as now');
  return found.rows[0]?.now ?? new Date();
}

async function seat() {
  const device = createRemoteDevice(server.url);
  devices.push(device);
  const replica = await device.boot();
  await replica.signIn({ username: bank.people.manager.username, password: PASSWORD });
  await replica.syncNow();
  return { device, replica };
}

async function settle(replica: Replica): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await replica.syncNow();
    await stamped(pool);
  }
}

const edit = (replica: Replica, id: string, next: Record<string, string>) =>
  replica.edit({ collection: 'customers', intent: 'customer.edit', documentId: id, next });

const customer = async (replica: Replica, id: string) =>
  (await resultOf(replica, { collection: 'customers', selector: { id } }))[0];

async function stored(id: string): Promise<Record<string, unknown> | undefined> {
  const found = await pool.query<{ doc: Record<string, unknown> }>(
    'select doc from customers where id = $1',
    [id],
  );
  return found.rows[0]?.doc;
}

describe('a restore, from the command to the devices', () => {
  it(
    '[L15] [L17] [D12] [D19] to a moment: what came later is gone from the database, is noticed, and comes back; unsent edits are kept, and who was disabled stays out',
    async () => {
      const { manager } = bank.people;
      const [kept, lost, unsent] = [
        await addFile(pool, bank.north, { managerId: manager.id }),
        await addFile(pool, bank.north, { managerId: manager.id }),
        await addFile(pool, bank.north, { managerId: manager.id }),
      ];
      await stamped(pool);
      const { device, replica } = await seat();
      const { folder: from } = await backUp();
      await edit(replica, kept, { remarks: '备份之后' });
      await settle(replica);
      const at = await moment();
      await edit(replica, lost, { remarks: '事故之前' });
      await settle(replica);
      expect((await stored(lost))?.remarks).toBe('事故之前');
      const { teller, admin } = bank.people;
      await Device.of(server.url, teller);
      await (await Device.of(server.url, admin)).post(`/admin/users/${teller.id}`, {
        disabled: true,
        reason: '离职',
      });
      await device.outside.call('reach', false);
      await edit(replica, unsent, { remarks: '还没发' });
      await stop();

      await restoreEmbedded({
        from,
        archive,
        dataDir: path.join(folder, 'moment'),
        target: { kind: 'moment', at },
        onProgress: silent,
        fast: true,
      });
      // The command promises a database that is there: recovered, not on its way.
      await expect(stat(path.join(folder, 'moment', 'postgres', 'recovery.signal'))).rejects.toThrow();
      await start('moment');
      expect((await stored(kept))?.remarks).toBe('备份之后');
      expect((await stored(lost))?.remarks).not.toBe('事故之前');
      await expect(Device.of(server.url, teller)).rejects.toMatchObject({ body: { code: 'user_disabled' } });
      expect(await statusWhere(replica, () => true)).toMatchObject({ unsent: 1 });

      await device.outside.call('reach', true);
      await settle(replica);
      expect(await statusWhere(replica, () => true)).toMatchObject({ unsent: 0, attention: 0 });
      for (const [id, remarks] of [
        [kept, '备份之后'],
        [lost, '事故之前'],
        [unsent, '还没发'],
      ] as const) {
        expect((await stored(id))?.remarks).toBe(remarks);
        expect(await customer(replica, id)).toMatchObject({ remarks });
      }
      const fresh = await seat();
      expect(await customer(fresh.replica, lost)).toEqual(await customer(replica, lost));
    },
    LONG,
  );

  it(
    'to the backup itself, without its archive, and from a database that was restored before',
    async () => {
      const { manager } = bank.people;
      const id = await addFile(pool, bank.north, { managerId: manager.id });
      await stamped(pool);
      const { replica } = await seat();
      const { folder: from, manifest } = await backUp();
      const noted = await pool.query<{ id: string }>(
        'select id from backups order by finished_at desc limit 1',
      );
      expect(noted.rows).toEqual([{ id: manifest.id }]);
      await edit(replica, id, { remarks: '后来' });
      await settle(replica);
      await stop();
      const empty = await mkdtemp(path.join(folder, 'no-archive-'));
      await restoreEmbedded({
        from,
        archive: empty,
        dataDir: path.join(folder, 'itself'),
        target: { kind: 'backup' },
        onProgress: silent,
        fast: true,
      });
      await start('itself');
      expect((await stored(id))?.remarks).not.toBe('后来');
      await settle(replica);
      expect((await stored(id))?.remarks).toBe('后来');
    },
    LONG,
  );
});

describe('a backup', () => {
  it('is refused in words where it would be worth nothing', async () => {
    const common = {
      databaseUrl: database.url,
      to: path.join(folder, 'others'),
      onProgress: silent,
      fast: true,
    };
    await expect(takeBackup({ ...common, archive: path.join(folder, 'nowhere') })).rejects.toMatchObject({
      code: 'archive_unreadable',
    });
    const elsewhere = await mkdtemp(path.join(folder, 'elsewhere-'));
    await expect(takeBackup({ ...common, archive: elsewhere, archiveWait: 50 })).rejects.toMatchObject({
      code: 'archive_incomplete',
    });
    expect(await readdir(common.to)).toEqual([]);
    const away = new URL(database.url);
    away.port = '1';
    await expect(takeBackup({ ...common, archive, databaseUrl: away.href })).rejects.toMatchObject({
      code: 'database_unreachable',
    });
  });

  it('that was damaged is found, and never put back; nor is any into a folder that holds something', async () => {
    const { folder: from, manifest } = await backUp();
    await expect(verifyBackup(from, silent)).resolves.toEqual(manifest);
    const restore = { from, archive, target: { kind: 'backup' }, onProgress: silent, fast: true } as const;
    const full = await mkdtemp(path.join(folder, 'full-'));
    await writeFile(path.join(full, 'mine.txt'), 'mine');
    await expect(restoreBackup({ ...restore, dataFolder: full })).rejects.toMatchObject({
      code: 'target_not_empty',
    });
    const dataFolder = path.join(folder, 'never');
    const tooEarly = { kind: 'moment', at: new Date(Date.parse(manifest.finishedAt) - 1) } as const;
    await expect(restoreBackup({ ...restore, dataFolder, target: tooEarly })).rejects.toMatchObject({
      code: 'moment_too_early',
    });
    const toCome = { kind: 'moment', at: new Date(Date.now() + 60_000) } as const;
    await expect(restoreBackup({ ...restore, dataFolder, target: toCome })).rejects.toMatchObject({
      code: 'moment_too_late',
    });
    await expect(stat(dataFolder)).rejects.toThrow();

    const damaged = path.join(folder, 'damaged');
    await cp(from, damaged, { recursive: true });
    const victim = path.join(damaged, 'data', 'global', 'pg_control');
    const bytes = await readFile(victim);
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    await writeFile(victim, bytes);
    await expect(verifyBackup(damaged, silent)).rejects.toMatchObject({ code: 'backup_damaged' });
    await expect(restoreBackup({ ...restore, from: damaged, dataFolder })).rejects.toMatchObject({
      code: 'backup_damaged',
    });
    await copyFile(path.join(from, 'manifest.sha256'), path.join(damaged, 'manifest.json'));
    await expect(verifyBackup(damaged, silent)).rejects.toMatchObject({ code: 'backup_damaged' });
  });

  it('goes when newer ones were taken, with the WAL that only it needs', async () => {
    const { folder: newest, manifest } = await backUp();
    const backups = path.join(folder, 'backups');
    const before = (await readdir(archive)).length;
    const pruned = await pruneBackups(backups, archive, 1);
    expect(pruned.backups).toBeGreaterThan(0);
    expect((await listBackups(backups)).map(({ folder: left }) => left)).toEqual([newest]);
    const left = await readdir(archive);
    expect(left).toHaveLength(before - pruned.segments);
    expect(left).toContain(manifest.firstSegment);
    expect(await pruneBackups(backups, archive, 2)).toEqual({ backups: 0, segments: 0 });
  });
});
