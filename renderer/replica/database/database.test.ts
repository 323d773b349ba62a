import { IDBFactory } from 'fake-indexeddb';
import { createRxDatabase, type RxJsonSchema } from 'rxdb';
import { afterEach, describe, expect, it } from 'vitest';
import type { Corruption } from '../storage/errors.ts';
import { type MasterKeys, memoryKeys } from '../storage/keys.ts';
import { blocksOn, flipBlocks } from '../test/damage.ts';
import {
  type Change,
  commit,
  engineOf,
  type RawCollection,
  type RawDocument,
  rawOf,
  readRaw,
} from './documents.ts';
import { memoryLocks } from './locks.ts';
import { type Database, openDatabase } from './open.ts';
import { queryRaw, readAll } from './scan.ts';
import { createReplicaStorage } from './storage.ts';

const customerId = '01890000-0000-7000-8000-0000000000c1';
const otherId = '01890000-0000-7000-8000-0000000000c2';

interface Disk {
  indexedDB: IDBFactory;
  shared: MasterKeys;
  personal: Record<string, MasterKeys>;
}

const emptyDisk = (): Disk => ({
  indexedDB: new IDBFactory(),
  shared: memoryKeys(crypto),
  personal: { a: memoryKeys(crypto), b: memoryKeys(crypto) },
});

let open: Database | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

const personalOf = (disk: Disk, user: string) => {
  const keys = disk.personal[user];
  if (keys === undefined) throw new Error('no such user');
  return { name: `own-${user}`, keys };
};

async function start(disk: Disk, found: Corruption[] = [], locks = memoryLocks()): Promise<Database> {
  open = await openDatabase({
    shared: { name: 'branch', keys: disk.shared },
    personal: personalOf(disk, 'a'),
    indexedDB: disk.indexedDB,
    locks,
    onDamage: (corruption) => found.push(corruption),
  });
  return open;
}

async function stop() {
  await open?.close();
  open = undefined;
}

const put = (id: string, fields: Record<string, unknown> = {}): Change => ({
  id,
  document: { id, rev: 1, ...fields },
});

const customerOf = (id: string) => put(id, { customerId: id, name: '曾伟' });

describe('a replica on the disk', () => {
  it('keeps a document and its outbox row in one commit', async () => {
    const disk = emptyDisk();
    const { collections } = await start(disk);
    await commit(
      [
        { collection: collections.customers, changes: [customerOf(customerId)] },
        { collection: collections.outbox, changes: [put('edit')] },
      ],
      'strict',
    );
    await stop();
    const again = await start(disk);
    expect((await readAll(again.collections.customers)).map(({ id }) => id)).toEqual([customerId]);
    expect((await readAll(again.collections.outbox)).map(({ id }) => id)).toEqual(['edit']);
  });

  it('writes nothing of a commit of which one part is refused', async () => {
    const { collections } = await start(emptyDisk());
    const stale = new Map();
    await commit([{ collection: collections.customers, changes: [customerOf(customerId)] }], 'strict');
    const parts = [
      { collection: collections.outbox, changes: [put('edit')] },
      { collection: collections.customers, changes: [customerOf(customerId)], known: stale },
    ];
    await expect(commit(parts, 'strict')).rejects.toThrow('write refused');
    expect(await readAll(collections.outbox)).toEqual([]);
  });

  it('erases a file from every collection at once, and those who watch see it go', async () => {
    const database = await start(emptyDisk());
    const { customers, tasks, outbox } = database.collections;
    const task = { customerId, assigneeId: otherId, status: 'open', dueOn: '2026-11-21' };
    await commit(
      [
        { collection: customers, changes: [customerOf(customerId), customerOf(otherId)] },
        { collection: tasks, changes: [put('t1', task), put('t2', { ...task, customerId: otherId })] },
        { collection: outbox, changes: [put('edit')] },
      ],
      'strict',
    );
    const gone: string[] = [];
    const watching = customers.eventBulks$.subscribe(({ events }) =>
      gone.push(...events.filter(({ operation }) => operation === 'DELETE').map((event) => event.documentId)),
    );
    await database.erase({ owners: [customerId] });
    watching.unsubscribe();
    expect(gone).toEqual([customerId]);
    expect((await readAll(customers)).map(({ id }) => id)).toEqual([otherId]);
    expect((await queryRaw(tasks, {})).map(({ id }) => id)).toEqual(['t2']);
    expect(await readRaw(tasks, ['t1'])).toEqual(new Map());
    expect((await readAll(outbox)).map(({ id }) => id)).toEqual(['edit']);
  });

  it('reads what an older version wrote, which had RxDB open its outbox', async () => {
    const disk = emptyDisk();
    const storage = createReplicaStorage({
      indexedDB: disk.indexedDB,
      keys: disk.shared,
      onCorruption: () => undefined,
    });
    const older = await createRxDatabase({ name: 'branch', storage, multiInstance: false });
    const schema: RxJsonSchema<RawDocument> = {
      version: 0,
      primaryKey: 'id',
      type: 'object',
      properties: { id: { type: 'string', maxLength: 40 }, rev: { type: 'number' } },
      required: ['id', 'rev'],
      indexes: [],
    };
    const { outbox, meta } = await older.addCollections({ outbox: { schema }, meta: { schema } });
    const [unsent, checkpoint] = [outbox, meta] as RawCollection[];
    if (unsent === undefined || checkpoint === undefined) throw new Error('not made');
    await commit([{ collection: unsent, changes: [put('edit')] }], 'strict');
    await commit([{ collection: checkpoint, changes: [put('sync', { value: 'c' })] }], 'strict');
    await older.close();
    const found: Corruption[] = [];
    const { collections, rebuilt } = await start(disk, found);
    expect(rebuilt.shared).toBe(false);
    expect(found).toEqual([]);
    expect((await readAll(collections.outbox)).map(({ id }) => id)).toEqual(['edit']);
    expect(await readAll(collections.meta)).toMatchObject([{ id: 'sync', value: 'c' }]);
    await commit([{ collection: collections.outbox, changes: [put('next')] }], 'strict');
    expect(await readAll(collections.outbox)).toHaveLength(2);
  });

  it('has one owner', async () => {
    const disk = emptyDisk();
    const locks = memoryLocks();
    await start(disk, [], locks);
    const first = open;
    await expect(start(disk, [], locks)).rejects.toMatchObject({ code: 'replica_in_use' });
    open = first;
  });

  it('is begun anew where its keys are lost', async () => {
    const disk = emptyDisk();
    const { collections, rebuilt } = await start(disk);
    expect(rebuilt).toEqual({ shared: false, personal: false });
    await commit([{ collection: collections.customers, changes: [customerOf(customerId)] }], 'strict');
    await stop();
    const again = await start({ ...disk, shared: memoryKeys(crypto) });
    expect(again.rebuilt).toEqual({ shared: true, personal: false });
    expect(await readAll(again.collections.customers)).toEqual([]);
  });

  it('gives each user a log of his own beside the shared one', async () => {
    const disk = emptyDisk();
    const database = await start(disk);
    await commit(
      [{ collection: database.collections.customers, changes: [customerOf(customerId)] }],
      'strict',
    );
    await commit([{ collection: database.collections.inbox, changes: [put('mine')] }], 'strict');
    await database.change(personalOf(disk, 'b'));
    expect(await readAll(database.collections.inbox)).toEqual([]);
    expect(await readAll(database.collections.customers)).toHaveLength(1);
    await database.change(personalOf(disk, 'a'));
    expect((await readAll(database.collections.inbox)).map(({ id }) => id)).toEqual(['mine']);
  });

  it('tells what it can no longer read, and goes on with the rest', async () => {
    const disk = emptyDisk();
    const before = await start(disk);
    const { customers } = before.collections;
    await commit([{ collection: customers, changes: [customerOf(customerId)] }], 'strict');
    await engineOf(customers).maintain();
    await commit([{ collection: customers, changes: [customerOf(otherId)] }], 'strict');
    await stop();
    const last = (await blocksOn(disk.indexedDB)).filter(({ isLast }) => isLast);
    await flipBlocks(disk.indexedDB, last);
    const found: Corruption[] = [];
    const after = await start(disk, found);
    const kept = (await readAll(after.collections.customers)).map(({ id }) => id);
    expect(found.length).toBeGreaterThan(0);
    expect(rawOf((await readRaw(after.collections.customers, [customerId])).get(customerId))).toBeDefined();
    expect(kept).toContain(customerId);
  });
});
