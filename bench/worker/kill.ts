import { createRxDatabase, type RxStorage } from 'rxdb/plugins/core';
import type { Write } from '#renderer/replica/storage/engine/types.ts';
import type { EncryptedInstance, Internals } from '#renderer/replica/storage/instance.ts';
import { masterKeyOf } from '#renderer/replica/storage/keys.ts';
import { getEncryptedStorage } from '#renderer/replica/storage/storage.ts';
import { replicaSchemas } from './schemas.ts';

/**
 * A process that is killed while it works: edits with their mutation, pages with their checkpoint, compaction and
 * snapshots, in some order. Each start first looks whether what was promised before is there.
 */

const DATABASE = 'bench-kill';
const DOCUMENTS = 40;
const PAGE = 250;

interface Told {
  trial: number;
  /** Edits that were said to be saved. */
  promised: number[];
}
type Row = { id: string; rev: number; value: number; text: string };

const corruptions: string[] = [];
const master = await masterKeyOf(crypto, 'kill', new Uint8Array(32).fill(9));
const storage = getEncryptedStorage({
  indexedDB,
  crypto,
  keys: () => ({ open: async () => [master], renew: async () => master, settle: async () => undefined }),
  ownerPath: 'customerId',
  onCorruption: ({ code }) => corruptions.push(code),
});
const database = await createRxDatabase({
  name: DATABASE,
  storage: storage as unknown as RxStorage<unknown, unknown>,
  multiInstance: false,
});
const collections = await database.addCollections(replicaSchemas);
const engine = await storage.engineOf(DATABASE);
const instanceOf = (name: keyof typeof replicaSchemas) =>
  collections[name].storageInstance as unknown as EncryptedInstance<Row>;
const [holdings, outbox, meta] = [instanceOf('holdings'), instanceOf('outbox'), instanceOf('meta')];

let lwt = Date.now();
async function writeOf(instance: EncryptedInstance<Row>, rows: readonly Row[]): Promise<Write> {
  const ids = rows.map(({ id }) => id);
  const known = new Map((await instance.findDocumentsById(ids, true)).map((row) => [row.id, row]));
  return {
    collection: (instance.internals as Internals).collection,
    schema: instance.schema as never,
    rows: rows.map((row) => {
      const previous = known.get(row.id);
      lwt += 1;
      const document = { ...row, _deleted: false, _attachments: {}, _meta: { lwt }, _rev: `${lwt}-kill` };
      return (previous === undefined ? { document } : { previous, document }) as never;
    }),
  };
}

async function commit(writes: Write[], durability: 'strict' | 'relaxed'): Promise<void> {
  const refused = await engine.write(writes, { context: 'kill', durability, atomic: true });
  if (refused.some((errors) => errors.length > 0)) throw new Error('refused');
}

const text = (length: number) =>
  Array.from({ length }, () => String.fromCodePoint(0x4e00 + Math.floor(Math.random() * 5000))).join('');
const idOf = (edit: number) => `document-${edit % DOCUMENTS}`;
const idsOfPage = (page: number) => Array.from({ length: PAGE }, (_, index) => `page-${page}-${index}`);

async function valueIn(instance: EncryptedInstance<Row>, id: string): Promise<number | undefined> {
  return (await instance.findDocumentsById([id], false))[0]?.value;
}

/** What is wrong, in words; nothing where all is well. */
async function verify({ promised }: Told): Promise<string[]> {
  const wrong = corruptions.map((code) => `corruption: ${code}`);
  for (const edit of promised) {
    if ((await valueIn(outbox, `mutation-${edit}`)) !== edit) wrong.push(`edit ${edit}: no mutation`);
    if (((await valueIn(holdings, idOf(edit))) ?? -1) < edit) wrong.push(`edit ${edit}: lost`);
  }
  for (let number = 0; number < DOCUMENTS; number += 1) {
    const value = await valueIn(holdings, `document-${number}`);
    if (value !== undefined && (await valueIn(outbox, `mutation-${value}`)) === undefined)
      wrong.push(`document ${number}: torn from its mutation ${value}`);
  }
  const checkpoint = (await valueIn(meta, 'checkpoint')) ?? 0;
  for (let page = 1; page <= checkpoint; page += 1) {
    const found = await holdings.findDocumentsById(idsOfPage(page), false);
    if (found.length !== PAGE) wrong.push(`checkpoint ${checkpoint}: page ${page} has ${found.length}`);
  }
  return wrong;
}

async function work(trial: number): Promise<never> {
  let page = ((await valueIn(meta, 'checkpoint')) ?? 0) + 1;
  for (let edit = trial * 10_000; ; edit += 1) {
    const choice = Math.random();
    if (choice < 0.6) {
      const row = { id: idOf(edit), rev: edit, value: edit, text: text(80) };
      const mutation = { ...row, id: `mutation-${edit}` };
      await commit([await writeOf(holdings, [row]), await writeOf(outbox, [mutation])], 'strict');
      await fetch('/promise', { method: 'POST', body: String(edit) });
    } else if (choice < 0.97) {
      const rows = idsOfPage(page).map((id) => ({ id, rev: page, value: page, text: text(120) }));
      const checkpoint = { id: 'checkpoint', rev: page, value: page, text: '' };
      await commit([await writeOf(holdings, rows), await writeOf(meta, [checkpoint])], 'relaxed');
      page += 1;
    } else await engine.maintain();
  }
}

const told = (await (await fetch('/told')).json()) as Told;
await fetch('/verdict', { method: 'POST', body: JSON.stringify(await verify(told)) });
work(told.trial).catch((error: unknown) => fetch('/failed', { method: 'POST', body: String(error) }));
