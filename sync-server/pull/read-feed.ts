import { type CollectionName, collectionNames, collections } from '#shared/model/collections.ts';
import type { Client } from '../db/pool.ts';
import { prepared } from '../db/prepared.ts';
import type { Answer } from './answer.ts';
import type { CheckpointState } from './checkpoint.ts';
import { documentsText, filesText } from './documents.ts';
import type { Scope } from './grants.ts';
import { visibleFiles } from './visible-files.ts';

interface FeedRow {
  channel: string;
  pos: number;
  nonce: number;
  kind: 'doc' | 'enter' | 'leave';
  table_name: string | null;
  doc_id: string | null;
  customer_id: string | null;
}

/** How many documents a file that enters is taken for, when the answer's size is planned. */
const FILE_GUESS = 40;

const collectionOf = new Map(collectionNames.map((name) => [collections[name].table as string, name]));

/**
 * Reads on from the checkpoint in all channels at once, in the order of positions, until about `limit` documents
 * are in the answer. Advances the checkpoint over what was read. Returns whether there is more.
 */
export async function readFeed(
  client: Client,
  scope: Scope,
  state: CheckpointState,
  answer: Answer,
  limit: number,
  now: Date,
): Promise<boolean> {
  while (answer.count < limit) {
    const rows = await nextRows(client, scope, state, limit);
    if (rows.length === 0) return false;
    const slice = affordable(rows, limit - answer.count);
    await deliver(client, scope, slice, answer, now);
    for (const row of slice) state.positions[row.channel] = [row.pos, row.nonce];
    if (slice.length === rows.length && rows.length < limit) return false;
  }
  return true;
}

async function nextRows(
  client: Client,
  scope: Scope,
  state: CheckpointState,
  limit: number,
): Promise<FeedRow[]> {
  const found = await client.query<FeedRow>(
    prepared(`select f.* from unnest($1::text[], $2::bigint[]) as t (channel, pos)
     cross join lateral (
       select channel, pos, nonce, kind, table_name, doc_id, customer_id from feed
       where channel = t.channel and pos > t.pos order by pos limit $3
     ) f order by f.pos limit $3`),
    [scope.channels, scope.channels.map((channel) => state.positions[channel]?.[0] ?? 0), limit],
  );
  return found.rows;
}

/** As many rows as fill the answer, one at least: a file is never cut. */
function affordable(rows: readonly FeedRow[], budget: number): FeedRow[] {
  let cost = 0;
  const taken: FeedRow[] = [];
  for (const row of rows) {
    if (taken.length > 0 && cost >= budget) break;
    cost += row.kind === 'enter' ? FILE_GUESS : 1;
    taken.push(row);
  }
  return taken;
}

/** Turns feed rows into what the replica needs, by the rights of this snapshot and not of the time of the row. */
async function deliver(
  client: Client,
  scope: Scope,
  rows: readonly FeedRow[],
  answer: Answer,
  now: Date,
): Promise<void> {
  const moved = new Set(rows.flatMap((row) => (row.kind === 'doc' ? [] : (row.customer_id ?? []))));
  const wanted = new Map<CollectionName, Set<string>>();
  for (const row of rows) {
    const collection = row.table_name === null ? undefined : collectionOf.get(row.table_name);
    if (row.kind !== 'doc' || collection === undefined || row.doc_id === null) continue;
    const ids = wanted.get(collection);
    if (ids) ids.add(row.doc_id);
    else wanted.set(collection, new Set([row.doc_id]));
  }
  const documents = await documentsText(client, scope, wanted);
  const concerned = [...moved, ...documents.flatMap((document) => document.customerId ?? [])];
  const visible = await visibleFiles(client, scope, [...new Set(concerned)]);

  const entered: string[] = [];
  for (const row of rows) {
    if (row.customer_id === null || row.kind === 'doc') continue;
    if (!visible.has(row.customer_id)) answer.evict(row.customer_id);
    else if (row.kind === 'enter' && answer.takeFile(row.customer_id)) entered.push(row.customer_id);
  }
  answer.addRows(await filesText(client, scope, entered, now, true));

  for (const document of documents) {
    if (document.customerId === null) answer.addDocument(document);
    else if (!visible.has(document.customerId)) answer.drop(document.collection, document.id);
    else if (!answer.hasFile(document.customerId)) answer.addDocument(document);
  }
}
