import type { FastifyBaseLogger } from 'fastify';
import { daysBefore } from '#shared/domain/days.ts';
import { collectionNames, collections } from '#shared/model/collections.ts';
import { TRANSACTION_DAYS } from '#shared/model/transaction.ts';
import type { Client, Pool } from '../db/pool.ts';
import { ownedFiles } from '../feed/ownership.ts';
import { hoursOf, localHour } from '../lookup/closing-time.ts';
import { turnCovers } from './covers.ts';

const LOCK = 7_302_008;
const FILES_AT_ONCE = 1000;
const DOCUMENTS_AT_ONCE = 5000;
const LETTERS_AT_ONCE = 1000;
/** Documents changed within this time are looked for on the feed; the feed keeps its rows longer. */
const DAYS = 2;
const START = '00000000-0000-0000-0000-000000000000';
const HOUR = 3_600_000;

export interface FeedCheck {
  files: number;
  documents: number;
  repairedFiles: number;
  repairedDocuments: number;
  retriedLetters: number;
}

/**
 * Runs the check in the small hours by the bank's clock, once; at any hour where none was finished for longer than a day,
 * for a server that is switched off at night. One that failed, or whose node died, is not one: it is due again.
 */
export async function checkFeedWhenDue(
  pool: Pool,
  clock: () => Date,
  log: Pick<FastifyBaseLogger, 'error' | 'warn'>,
): Promise<FeedCheck | undefined> {
  const found = await pool.query<{ last: Date }>(
    `select coalesce((select max(started_at) from feed_checks where finished_at is not null),
                     (select min(applied_at) from schema_migrations)) as last`,
  );
  const since = clock().getTime() - (found.rows[0]?.last.getTime() ?? 0);
  const hour = localHour(clock(), (await hoursOf(pool, '', log)).timeZone);
  const due = since > 30 * HOUR || (since > 20 * HOUR && hour >= 1 && hour < 5);
  return due ? checkFeed(pool, clock, log) : undefined;
}

/**
 * Compares files and documents with the feed, batch by batch, each in one snapshot: a change that waits for the
 * stamper is visible there as such. What is missing goes to `change_log`, and the stamper does the rest. Returns
 * `undefined` when another node is at it.
 */
export async function checkFeed(
  pool: Pool,
  clock: () => Date,
  log: Pick<FastifyBaseLogger, 'warn'>,
): Promise<FeedCheck | undefined> {
  await turnCovers(pool, clock());
  const client = await pool.connect();
  let held = false;
  try {
    const got = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [LOCK]);
    held = got.rows[0]?.got === true;
    if (!held) return undefined;
    const result: FeedCheck = {
      files: 0,
      documents: 0,
      repairedFiles: 0,
      repairedDocuments: 0,
      retriedLetters: 0,
    };
    const begun = await client.query<{ id: number }>(
      'insert into feed_checks (started_at) values ($1) returning id',
      [clock()],
    );
    result.retriedLetters = await retryLetters(client);
    await checkFiles(client, clock, result);
    await checkDocuments(client, clock, result);
    await client.query(
      `update feed_checks set finished_at = $2, files = $3, documents = $4, repaired_files = $5,
              repaired_documents = $6, retried_letters = $7 where id = $1`,
      [begun.rows[0]?.id, clock(), ...Object.values(result)],
    );
    if (result.repairedFiles + result.repairedDocuments > 0) {
      log.warn({ ...result }, 'the feed lacked changes, which are put on it again');
    }
    return result;
  } finally {
    // A connection that cannot give the lock back is closed, and the lock goes with it.
    const unlocked =
      !held || (await client.query('select pg_advisory_unlock($1)', [LOCK]).catch(() => false));
    client.release(unlocked === false);
  }
}

/** What could not be stamped once may be mended since: a file has its branch, a fault its release. */
async function retryLetters(client: Client): Promise<number> {
  const again = await client.query(
    `with letters as (
       delete from feed_dead_letters where seq in (
         select seq from feed_dead_letters where reason <> 'unknown table' order by seq limit $1)
       returning table_name, id, customer_id, seq)
     insert into change_log (table_name, id, customer_id)
       select table_name, id, customer_id from letters order by seq`,
    [LETTERS_AT_ONCE],
  );
  return again.rowCount ?? 0;
}

async function inSnapshot<T>(client: Client, read: () => Promise<T>): Promise<T> {
  await client.query('begin isolation level repeatable read read only');
  try {
    return await read();
  } finally {
    await client.query('rollback');
  }
}

async function checkFiles(client: Client, clock: () => Date, result: FeedCheck): Promise<void> {
  for (let after = START; ; ) {
    const { files, wrong } = await inSnapshot(client, async () => {
      const owned = await ownedFiles(client, clock(), 'c.id > $2::uuid order by c.id limit $3', [
        after,
        FILES_AT_ONCE,
      ]);
      return { files: owned, wrong: await wronglyPlaced(client, owned) };
    });
    await append(client, 'customers', wrong, wrong);
    result.files += files.length;
    result.repairedFiles += wrong.length;
    const last = files.at(-1);
    if (!last || files.length < FILES_AT_ONCE) return;
    after = last.id;
  }
}

async function wronglyPlaced(
  client: Client,
  files: Awaited<ReturnType<typeof ownedFiles>>,
): Promise<string[]> {
  const found = await client.query<{ id: string; channels: string[]; waiting: boolean }>(
    `select t.id, array(select channel from file_channels f where f.customer_id = t.id) as channels,
            exists (select from change_log l where l.customer_id = t.id) as waiting
     from unnest($1::uuid[]) as t (id)`,
    [files.map((file) => file.id)],
  );
  const placed = new Map(found.rows.map((row) => [row.id, row]));
  return files
    .filter(({ id, channels }) => {
      const row = placed.get(id);
      // One without a branch lies with the dead letters already.
      if (!row || row.waiting || channels === undefined) return false;
      return [...new Set(channels)].sort().join() !== row.channels.sort().join();
    })
    .map((file) => file.id);
}

async function checkDocuments(client: Client, clock: () => Date, result: FeedCheck): Promise<void> {
  for (const name of collectionNames) {
    const { table, belongsTo } = collections[name];
    const channels = {
      file: '(select channel from file_channels where customer_id = d.customer_id)',
      everyone: `(select 'ref' as channel)`,
      user: `(select 'user:' || owner_id as channel from ${table} where id = d.id)`,
    }[belongsTo];
    for (let after = START; ; ) {
      const found = await inSnapshot(client, () =>
        client.query<{ id: string; customer_id: string | null; missing: boolean }>(
          `select d.id, d.customer_id,
                  not exists (select from change_log l where l.table_name = $1 and l.id = d.id) and
                  exists (select from ${channels} c where not exists (
                    select from feed f where f.doc_id = d.id and f.channel = c.channel and f.stamped_at >= d.updated_at
                    union all
                    select from feed f where f.customer_id = d.customer_id and f.kind = 'enter'
                      and f.channel = c.channel and f.stamped_at >= d.updated_at)) as missing
           from ${table} d
           where d.id > $2::uuid and d.updated_at >= now() - make_interval(days => $3)
             ${name === 'transactions' ? 'and d.booked_on >= $5' : 'and $5::text is not null'}
           order by d.id limit $4`,
          [table, after, DAYS, DOCUMENTS_AT_ONCE, daysBefore(clock(), TRANSACTION_DAYS)],
        ),
      );
      const missing = found.rows.filter((row) => row.missing);
      await append(
        client,
        table,
        missing.map((row) => row.id),
        missing.map((row) => row.customer_id),
      );
      result.documents += found.rows.length;
      result.repairedDocuments += missing.length;
      const last = found.rows.at(-1);
      if (!last || found.rows.length < DOCUMENTS_AT_ONCE) break;
      after = last.id;
    }
  }
}

async function append(
  client: Client,
  table: string,
  ids: readonly string[],
  customerIds: readonly (string | null)[],
): Promise<void> {
  if (ids.length === 0) return;
  await client.query(
    `insert into change_log (table_name, id, customer_id)
     select $1, id, customer_id from unnest($2::uuid[], $3::uuid[]) as t (id, customer_id)`,
    [table, ids, customerIds],
  );
}
