import { uuid } from '#shared/model/primitives.ts';
import { DRAFT_BYTES } from './api/edits.ts';
import { ReplicaError } from './api/error.ts';
import { commit, purge, rawOf, readRaw } from './database/documents.ts';
import { readSyncState } from './database/meta.ts';
import type { Database } from './database/open.ts';
import { readAll } from './database/scan.ts';
import { storedIds } from './list/stored.ts';

/** Characters of a key. */
const LONGEST = 200;
/** As many drafts as are kept: of more, the one that was not written for longest goes. */
const MOST = 500;

/** What was kept under a key, `null` where there is nothing. Throws `invalid` for a key that is none. */
export async function readDraft(database: Database, key: string): Promise<unknown> {
  checkKey(key);
  return rawOf((await readRaw(database.collections.drafts, [key])).get(key))?.value ?? null;
}

/** Resolves when it is durable. Throws `invalid` and `payload_too_large`. `at`: for what goes when they are too many. */
export async function writeDraft(database: Database, key: string, value: unknown, at: string): Promise<void> {
  checkKey(key);
  const json = JSON.stringify(value ?? null);
  if (json.length > DRAFT_BYTES || new TextEncoder().encode(json).length > DRAFT_BYTES) {
    throw new ReplicaError('payload_too_large');
  }
  const { drafts: collection } = database.collections;
  await database.exclusive(async () => {
    if (value === null || value === undefined) {
      await commit([{ collection, changes: [{ id: key, document: null }] }], 'strict');
      await purge(collection);
      return;
    }
    const document = { id: key, rev: 0, at, value: JSON.parse(json) as unknown };
    await commit([{ collection, changes: [{ id: key, document }] }], 'strict');
    if (storedIds(collection).length > MOST) await dropOldest(database);
  });
}

/** Keys of the drafts that are about one of these customers. */
export function draftsOf(database: Database, customerIds: ReadonlySet<string>): string[] {
  return storedIds(database.collections.drafts).filter((key) => customerIds.has(customerOf(key) ?? ''));
}

/**
 * At the start of somebody's session: erases drafts about customers whose files have left while somebody else was at
 * work here. While it is not known which files belong here, all stay.
 */
export async function forgetLostDrafts(database: Database): Promise<void> {
  await database.exclusive(async () => {
    const { complete, resync } = await readSyncState(database);
    const keys = storedIds(database.collections.drafts);
    if (!complete || resync || keys.length === 0) return;
    const here = await readRaw(
      database.collections.customers,
      keys.flatMap((key) => customerOf(key) ?? []),
    );
    const lost = keys.filter((key) => {
      const customerId = customerOf(key);
      return customerId !== undefined && rawOf(here.get(customerId)) === undefined;
    });
    if (lost.length > 0) await database.erase({ documents: { drafts: lost } });
  });
}

async function dropOldest(database: Database): Promise<void> {
  const all = await readAll(database.collections.drafts);
  const [oldest] = all.sort((a, b) => (String(a.at) < String(b.at) ? -1 : 1));
  if (oldest !== undefined) await database.erase({ documents: { drafts: [oldest.id] } });
}

function checkKey(key: string): void {
  if (key === '' || key.length > LONGEST) throw new ReplicaError('invalid');
}

/** The customer that a draft is about: the last word of its key, where that is an id. */
function customerOf(key: string): string | undefined {
  return uuid.safeParse(key.slice(key.lastIndexOf(' ') + 1)).data;
}
