import { IDBFactory } from 'fake-indexeddb';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { CustomerRow } from '../api/customer-list.ts';
import { type Change, commit, type RawDocument, rawOf, readRaw } from '../database/documents.ts';
import { memoryLocks } from '../database/locks.ts';
import { type Database, openDatabase } from '../database/open.ts';
import { systemClock } from '../deps.ts';
import { type MasterKeys, memoryKeys } from '../storage/keys.ts';
import { CustomerTable } from './customer-table.ts';
import { type Directory, openDirectory } from './directory.ts';
import { Figures } from './figures.ts';
import { createLookup } from './lookup.ts';
import { listedOf } from './rows.ts';
import { storedIds } from './stored.ts';

interface Disk {
  indexedDB: IDBFactory;
  shared: MasterKeys;
  personal: MasterKeys;
}

const emptyDisk = (): Disk => ({
  indexedDB: new IDBFactory(),
  shared: memoryKeys(crypto),
  personal: memoryKeys(crypto),
});

let running: { database: Database; directory: Directory } | undefined;

async function start({ indexedDB, shared, personal }: Disk) {
  await stop();
  const database = await openDatabase({
    shared: { name: 'branch', keys: shared },
    personal: { name: 'own', keys: personal },
    indexedDB,
    locks: memoryLocks(),
    onDamage: () => undefined,
  });
  running = { database, directory: openDirectory(database, systemClock) };
  await running.directory.ready;
  return running;
}

async function stop() {
  await running?.directory.close();
  await running?.database.close();
  running = undefined;
}
afterEach(stop);

const names = ['曾伟', '单雄信', '张伟明', '阿布都·热合曼', '重庆乐'];
const idOf = (number: number) => `0189${String(number).padStart(4, '0')}-0000-7000-8000-000000000000`;
const customerOf = (number: number, name: string, more: object = {}): RawDocument => ({
  id: idOf(number),
  customerId: idOf(number),
  rev: 1,
  customerNo: `6200${number}`,
  name,
  kind: 'retail',
  grade: 'gold',
  lifecycle: 'active',
  branchId: 'b',
  managerId: 'm',
  openedOn: '2020-01-01',
  mobile: '139-1234-5678',
  idNumber: '32010219800101451X',
  employer: '城东机械厂',
  address: '桂花街 1 号',
  tags: ['老客户'],
  occupation: '教师',
  source: '代发工资',
  birthDate: '1980-01-01',
  birthdayCalendar: 'lunar',
  ...more,
});
const snapshotOf = (number: number, assets: number): RawDocument => ({
  id: `snapshot-${number}`,
  customerId: idOf(number),
  rev: 1,
  year: 2026,
  currency: 'EUR',
  months: [{ month: 3, assets, liabilities: 0 }],
});
const contactOf = (number: number, at: string): RawDocument => ({
  id: `contact-${number}-${at}`,
  customerId: idOf(number),
  authorId: 'a',
  rev: 1,
  occurredAt: at,
});

type Written = 'customers' | 'snapshots' | 'contactLogs';
const put = (database: Database, name: Written, ...documents: RawDocument[]) =>
  database.exclusive(() =>
    commit(
      [
        {
          collection: database.collections[name],
          changes: documents.map((document): Change => ({ id: document.id, document })),
        },
      ],
      'relaxed',
    ),
  );
const rowsIn = ({ list, row }: Pick<Directory, 'list' | 'row'>) =>
  Array.from(list({ sort: 'name', descending: false }), (one) => row(one));
const texts = ['z', 'zengwei', 'shan', 'cq', '6200', '451x', '5678', '机械', '桂花街1', '阿布都热'];
const searched = ({ search }: Pick<Directory, 'search'>) => texts.map((text) => search(text, 5));

/** Resolves when the directory has seen what was written. */
async function until(directory: Directory, condition: () => boolean) {
  while (!condition()) await new Promise<void>((resolve) => directory.onChange(resolve));
}

/** Everything the log holds of the saved list, as text. */
async function savedText({ collections: { meta } }: Database): Promise<string> {
  const ids = storedIds(meta).filter((id) => id.startsWith('list'));
  return JSON.stringify([...(await readRaw(meta, ids)).values()].map(rawOf));
}

describe('a directory that was saved', () => {
  it('is the same after a start, and knows what changed after it was saved', async () => {
    const disk = emptyDisk();
    const { database, directory } = await start(disk);
    await put(database, 'customers', ...names.map((name, number) => customerOf(number, name)));
    await put(database, 'snapshots', snapshotOf(1, 500));
    await put(database, 'contactLogs', contactOf(2, '2026-05-01T08:00:00.000Z'));
    await until(directory, () => rowsIn(directory).some((row) => row.lastContactAt !== undefined));
    const before = rowsIn(directory);
    expect(before[0]).toMatchObject({ source: '代发工资', trade: '教师', lunarBirthday: true });
    const found = searched(directory);
    await directory.save();
    await stop();

    const second = await start(disk);
    expect(rowsIn(second.directory)).toEqual(before);
    expect(searched(second.directory)).toEqual(found);
    await put(second.database, 'customers', customerOf(0, '仇英'), customerOf(9, '新来'));
    await put(second.database, 'contactLogs', contactOf(1, '2026-06-01T08:00:00.000Z'));
    await until(second.directory, () => second.directory.search('新来', 1).length === 1);
    await stop();

    const third = (await start(disk)).directory;
    expect(third.search('qiuying', 9).map((hit) => hit.row.name)).toEqual(['仇英']);
    expect(third.search('zengwei', 9)).toEqual([]);
    expect(third.search('shan', 1)[0]?.row).toMatchObject({
      assets: 500,
      currency: 'EUR',
      lastContactAt: '2026-06-01T08:00:00.000Z',
    });
    expect(third.size()).toBe(6);
  });

  it('loses an erased file from memory and from what is saved in the same commit', async () => {
    const disk = emptyDisk();
    const { database, directory } = await start(disk);
    await put(database, 'customers', ...names.map((name, number) => customerOf(number, name)));
    await until(directory, () => directory.size() === names.length);
    await directory.save();
    expect(await savedText(database)).toContain('张伟明');
    await database.exclusive(() => database.erase({ owners: [idOf(2)] }));
    expect(await savedText(database)).not.toContain('张伟明');
    expect(directory.search('张伟明', 9)).toEqual([]);
    await stop();

    // The page went with the file; the other customers on it are read again.
    const again = await start(disk);
    expect(again.directory.size()).toBe(names.length - 1);
    expect(again.directory.search('zwm', 9)).toEqual([]);
    expect(again.directory.search('shan', 9)).toHaveLength(1);
  });

  it('is made anew from the documents where it cannot be read', async () => {
    const disk = emptyDisk();
    for (const [id, value] of [
      ['list', { format: 0 }],
      ['list', 'nonsense'],
      ['list.0', { format: 1, row: [0], id: [] }],
      ['list.0', null],
    ] as const) {
      const { database, directory } = await start(disk);
      await put(database, 'customers', ...names.map((name, number) => customerOf(number, name)));
      await until(directory, () => directory.size() === names.length);
      await directory.save();
      const { meta } = database.collections;
      await commit([{ collection: meta, changes: [{ id, document: { id, rev: 0, value } }] }], 'strict');
      await stop();
      const again = await start(disk);
      expect(rowsIn(again.directory).map((row) => row.name)).toHaveLength(names.length);
      await again.directory.save();
      await stop();
    }
  });

  it('holds what the documents hold, whatever is written, erased, saved and started again', async () => {
    const number = fc.nat(5);
    const step = fc.oneof(
      fc.record({ do: fc.constant('customer' as const), number, name: fc.constantFrom(...names) }),
      fc.record({ do: fc.constant('snapshot' as const), number, assets: fc.nat(9) }),
      fc.record({ do: fc.constant('contact' as const), number, day: fc.integer({ min: 1, max: 9 }) }),
      fc.record({ do: fc.constant('erase' as const), number }),
      fc.record({ do: fc.constantFrom('save' as const, 'start' as const) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
        const disk = emptyDisk();
        let { database, directory } = await start(disk);
        for (const one of steps) {
          if (one.do === 'customer')
            await put(database, 'customers', customerOf(one.number, one.name, { rev: 2 }));
          else if (one.do === 'snapshot')
            await put(database, 'snapshots', snapshotOf(one.number, one.assets));
          else if (one.do === 'contact')
            await put(database, 'contactLogs', contactOf(one.number, `2026-05-0${one.day}T00:00:00.000Z`));
          else if (one.do === 'erase')
            await database.exclusive(() => database.erase({ owners: [idOf(one.number)] }));
          else if (one.do === 'save') await directory.save();
          else {
            await stop();
            ({ database, directory } = await start(disk));
          }
        }
        await stop();
        ({ database, directory } = await start(disk));
        const fresh = await fromDocuments(database);
        expect(withoutFallback(rowsIn(directory))).toEqual(withoutFallback(rowsIn(fresh)));
        expect(searched(directory).map((hits) => hits.map((hit) => hit.row.id))).toEqual(
          searched(fresh).map((hits) => hits.map((hit) => hit.row.id)),
        );
        await stop();
      }),
      { numRuns: 40 },
    );
  }, 120_000);
});

/** In what currency a customer has nothing is any that was seen. */
const withoutFallback = (rows: CustomerRow[]) =>
  rows.map(({ currency, ...row }) => (row.assets === 0 ? row : { ...row, currency }));

async function fromDocuments({ collections }: Database) {
  const table = new CustomerTable();
  const figures = new Figures(table);
  const all = async (name: Written) =>
    [...(await readRaw(collections[name], storedIds(collections[name]))).values()].flatMap(
      (data) => rawOf(data) ?? [],
    );
  for (const document of await all('customers')) {
    const customer = listedOf(document);
    if (customer !== null) table.put(customer);
  }
  for (const document of await all('snapshots')) figures.putSnapshot(document);
  for (const document of await all('contactLogs')) figures.putContact(document);
  return createLookup(table, () => figures.currency);
}
