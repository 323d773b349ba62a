import {
  createRxDatabase,
  normalizeMangoQuery,
  prepareQuery,
  type RxCollection,
  type RxStorage,
} from 'rxdb/plugins/core';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { masterKeyOf } from '#renderer/replica/storage/keys.ts';
import { type EncryptedStorage, getEncryptedStorage } from '#renderer/replica/storage/storage.ts';
import { fileOf, type Row, schemas } from './documents.ts';

const PAGE = 500;

const master = await masterKeyOf(crypto, 'bench', new Uint8Array(32).fill(7));
const encrypted = getEncryptedStorage({
  indexedDB,
  crypto,
  keys: () => ({ open: async () => [master], renew: async () => master, settle: async () => undefined }),
  ownerPath: 'customerId',
  durabilityOf: (_, context) => (context === 'pull' ? 'relaxed' : 'strict'),
});
const storages: Record<string, () => RxStorage<unknown, unknown>> = {
  encrypted: () => encrypted as unknown as RxStorage<unknown, unknown>,
  dexie: () =>
    getRxStorageDexie({ chromeTransactionDurability: 'relaxed' }) as unknown as RxStorage<unknown, unknown>,
  'dexie-strict': () =>
    getRxStorageDexie({ chromeTransactionDurability: 'strict' }) as unknown as RxStorage<unknown, unknown>,
  memory: () => getRxStorageMemory() as unknown as RxStorage<unknown, unknown>,
};

let lwt = 1;
const data = (document: Row) => ({
  ...document,
  _deleted: false,
  _attachments: {},
  _meta: { lwt: lwt++ },
  _rev: '',
});

async function open(subject: string) {
  const database = await createRxDatabase({
    name: `bench-${subject}`,
    storage: storages[subject]?.() as never,
    multiInstance: false,
  });
  const collections = (await database.addCollections(schemas)) as unknown as Record<
    string,
    RxCollection<Row>
  >;
  return { database, collections };
}
let opened: Awaited<ReturnType<typeof open>> | undefined;

async function fill(documents: number) {
  const { collections } = opened ?? (await open(''));
  const sizes: number[] = [];
  let batch = new Map<string, Row[]>();
  let held = 0;
  let spent = 0;
  async function send(page: number) {
    const from = performance.now();
    for (const [name, rows] of batch) {
      const { error } = await (
        collections[name] as never as {
          storageInstance: { bulkWrite(rows: unknown[], context: string): Promise<{ error: unknown[] }> };
        }
      ).storageInstance.bulkWrite(
        rows.map((row) => ({ document: data(row) })),
        'pull',
      );
      if (error.length > 0) throw new Error('refused');
    }
    await collections.meta?.storageInstance.bulkWrite(
      [{ document: data({ id: `sync-${page}`, rev: 0, checkpoint: page }) as never }],
      'pull',
    );
    spent += performance.now() - from;
    batch = new Map();
    held = 0;
  }
  for (let number = 0; number * 10 < documents; number += 1) {
    for (const [name, row] of fileOf(number)) {
      const rows = batch.get(name) ?? [];
      rows.push(row);
      batch.set(name, rows);
      if (number < 200) sizes.push(JSON.stringify(row).length);
      held += 1;
    }
    if (held >= PAGE) await send(number);
  }
  const from = performance.now();
  if (held > 0) await send(documents);
  if (opened?.database.name === 'bench-encrypted')
    await (await (encrypted as EncryptedStorage).engineOf('bench-encrypted')).flush();
  spent += performance.now() - from;
  sizes.sort((a, b) => a - b);
  return { perSecond: Math.round(documents / (spent / 1000)), medianSize: sizes[sizes.length >> 1] };
}

async function list(count: number, selector: object = {}) {
  const collection = opened?.collections.customers;
  if (collection === undefined) throw new Error('not open');
  const { schema } = collection.storageInstance;
  const mango = {
    selector: { ...selector, _deleted: { $eq: false } },
    sort: [{ openedOn: 'desc' }],
    limit: count,
  };
  const query = prepareQuery(schema, normalizeMangoQuery(schema, mango as never));
  return (await collection.storageInstance.query(query)).documents as Row[];
}

async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; result: T }> {
  const from = performance.now();
  const result = await work();
  return { ms: performance.now() - from, result };
}

const commands: Record<string, (argument: never) => Promise<unknown>> = {
  async open(subject: string) {
    const { ms, result } = await timed(() => open(subject));
    opened = result;
    return ms;
  },
  fill,
  async firstList() {
    return (await timed(() => list(100))).ms;
  },
  async query() {
    const [row] = await list(1);
    const selector = { branchId: { $eq: row?.branchId } };
    const times: number[] = [];
    for (let count = 0; count < 7; count += 1) times.push((await timed(() => list(100, selector))).ms);
    const collection = opened?.collections.customers;
    if (collection === undefined) throw new Error('not open');
    const { schema } = collection.storageInstance;
    const counts: number[] = [];
    let counted = 0;
    for (let count = 0; count < 5; count += 1) {
      const mango = {
        selector: {
          ...selector,
          openedOn: { $gte: '2014-01-01', $lt: '2022-01-01' },
          _deleted: { $eq: false },
        },
      };
      const query = prepareQuery(schema, normalizeMangoQuery(schema, mango as never));
      const { ms, result } = await timed(() => collection.storageInstance.count(query));
      counts.push(ms);
      counted = result.count;
    }
    const median = (values: number[]) => values.slice(1).sort((a, b) => a - b)[values.length >> 1] ?? 0;
    return { page: median(times), first: times[0], count: median(counts), counted };
  },
  async edit(rounds: number) {
    const collection = opened?.collections.tasks;
    if (collection === undefined) throw new Error('not open');
    const times: number[] = [];
    const some = fileOf(3)[3]?.[1].id ?? '';
    for (let round = 0; round < rounds; round += 1) {
      const { ms } = await timed(async () => {
        const [previous] = await collection.storageInstance.findDocumentsById([some], false);
        if (previous === undefined) throw new Error('missing');
        const { error } = await collection.storageInstance.bulkWrite(
          [{ previous, document: { ...previous, title: `t${round}` } as never }],
          'edit',
        );
        if (error.length > 0) throw new Error('refused');
        const [seen] = await collection.storageInstance.findDocumentsById([some], false);
        if (seen?.title !== `t${round}`) throw new Error('not seen');
      });
      times.push(ms);
    }
    times.sort((a, b) => a - b);
    return { median: times[times.length >> 1], p99: times[Math.floor(times.length * 0.99)] };
  },
  async close() {
    const { ms } = await timed(async () => {
      await opened?.database.close();
    });
    opened = undefined;
    return ms;
  },
};

addEventListener(
  'message',
  ({ data: { id, name, argument } }: MessageEvent<{ id: number; name: string; argument: never }>) => {
    commands[name]?.(argument).then(
      (result) => postMessage({ id, result }),
      (error: unknown) => postMessage({ id, error: String(error instanceof Error ? error.stack : error) }),
    );
  },
);
postMessage({ id: 0, result: 'ready' });
