import { daysBefore } from '#shared/domain/days.ts';
import { collectionNames, collections } from '#shared/model/collections.ts';
import { TRANSACTION_DAYS } from '#shared/model/transaction.ts';
import type { Client } from '../db/pool.ts';
import { ownedFiles } from './ownership.ts';

export interface StampResult {
  /** Changes consumed. */
  readonly consumed: number;
  readonly deadLetters: number;
}

/** Stampers of two nodes that both believe they hold the session lock still take turns. */
const TRANSACTION_LOCK = 7_302_003;
/** NOTIFY takes 8,000 bytes; beyond this many channels everybody is told. */
const NOTIFY_BYTES = 7_500;

export const FEED_NOTIFICATION = 'feed';
export const EVERYBODY = '*';

/** Temporary tables of the stamper's connection: a batch is worked on as a set. Made once per connection. */
export const PREPARE = `
  create temp table if not exists stamp_batch (
    seq bigint, table_name text, id uuid, customer_id uuid, old_customer_id uuid, touched text[]) on commit delete rows;
  create temp table if not exists stamp_wanted (customer_id uuid, channel text) on commit delete rows;
  create temp table if not exists stamp_moves (customer_id uuid, channel text, kind text) on commit delete rows;
`;

/**
 * Consumes up to `limit` committed changes and puts them on the feed, in one transaction. Positions are given
 * here, after the commit of what they stand for, and become visible in their own order: no reader can skip one.
 */
export async function stampBatch(client: Client, limit: number, now: Date): Promise<StampResult> {
  await client.query('begin');
  try {
    await client.query('select pg_advisory_xact_lock($1)', [TRANSACTION_LOCK]);
    const taken = await client.query<{ table_name: string; n: number }>(
      `with taken as (
         delete from change_log where seq in (select seq from change_log order by seq limit $1)
         returning seq, table_name, id, customer_id, old_customer_id, touched),
       kept as (insert into stamp_batch select * from taken)
       select table_name, count(*) as n from taken group by table_name`,
      [limit],
    );
    const consumed = taken.rows.reduce((sum, { n }) => sum + n, 0);
    if (consumed === 0) {
      await client.query('commit');
      return { consumed: 0, deadLetters: 0 };
    }
    // Without figures the planner takes a bulk load's batch for a handful of rows.
    if (consumed > 2000) await client.query('analyze stamp_batch');
    // What a batch does not hold needs no statement: most are an edit or two, and somebody waits for them.
    const holds = (tables: readonly string[]) => taken.rows.some((row) => tables.includes(row.table_name));
    const isKnown = taken.rows.every((row) => KNOWN_TABLES.includes(row.table_name));
    const deadLetters = isKnown ? 0 : await refuseUnknown(client);
    const homeless = holds(OWNERSHIP_TABLES) ? await moveFiles(client, now) : 0;
    if (holds(['transactions'])) await leaveOutOldBookings(client, now);
    await notify(client, await writeFeed(client, now));
    await client.query('commit');
    return { consumed, deadLetters: deadLetters + homeless };
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

/** Rows that name no table of ours can never be stamped. */
async function refuseUnknown(client: Client): Promise<number> {
  const refused = await client.query(
    `with unknown as (
       delete from stamp_batch where table_name <> all ($1::text[])
       returning seq, table_name, id, customer_id)
     insert into feed_dead_letters (seq, table_name, id, customer_id, reason)
     select seq, table_name, id, customer_id, 'unknown table' from unknown`,
    [KNOWN_TABLES],
  );
  return refused.rowCount ?? 0;
}

/** A change in one of these may move a file between channels. */
const OWNERSHIP_TABLES = ['customers', 'covers', 'restrictions'];
const KNOWN_TABLES = [
  ...collectionNames.map((name): string => collections[name].table),
  ...OWNERSHIP_TABLES,
  'users',
];

/** Works out the channels of the files whose owner may have changed, and what that moves. */
async function moveFiles(client: Client, now: Date): Promise<number> {
  const files = await ownedFiles(
    client,
    now,
    'c.id in (select customer_id from stamp_batch where table_name = any ($2))',
    [OWNERSHIP_TABLES],
  );
  const homeless = files.filter((file) => file.channels === undefined).map((file) => file.id);
  const wanted = files.flatMap(({ id, channels }) => (channels ?? []).map((channel) => ({ id, channel })));
  const customerIds = wanted.map(({ id }) => id);
  const channels = wanted.map(({ channel }) => channel);
  await client.query('insert into stamp_wanted select * from unnest($1::uuid[], $2::text[])', [
    customerIds,
    channels,
  ]);
  if (customerIds.length > 2000) await client.query('analyze stamp_wanted');
  await client.query(
    `insert into stamp_moves
       select w.customer_id, w.channel, 'enter' from stamp_wanted w
       left join file_channels f using (customer_id, channel) where f.channel is null
     union all
       select f.customer_id, f.channel, 'leave' from file_channels f
       left join stamp_wanted w using (customer_id, channel)
       where w.channel is null and f.customer_id = any ($1::uuid[])
     union all
       -- Gone and back since the last look: a pull in between may have passed it over.
       select w.customer_id, w.channel, 'enter' from stamp_wanted w
       join file_channels f using (customer_id, channel)
       join (
         select distinct customer_id, unnest(coalesce(touched, array[id::text])) as owner
         from stamp_batch where touched is not null or table_name = 'covers'
       ) t on t.customer_id = w.customer_id and t.owner = split_part(w.channel, ':', 2)`,
    [files.map((file) => file.id)],
  );
  if (customerIds.length > 2000) await client.query('analyze stamp_moves');
  await client.query(
    `with gone as (
       delete from file_channels f using stamp_moves m
       where m.kind = 'leave' and f.customer_id = m.customer_id and f.channel = m.channel)
     insert into file_channels (customer_id, channel)
       select customer_id, channel from stamp_moves where kind = 'enter'
     on conflict do nothing`,
  );
  if (homeless.length > 0) {
    await client.query(
      `insert into feed_dead_letters (seq, table_name, id, customer_id, reason)
       select distinct on (customer_id) seq, table_name, id, customer_id, 'a file without a branch'
       from stamp_batch where customer_id = any ($1::uuid[]) and table_name = any ($2)
       on conflict (seq) do nothing`,
      [homeless, OWNERSHIP_TABLES],
    );
  }
  return homeless.length;
}

/** Old bookings are on the server only. */
async function leaveOutOldBookings(client: Client, now: Date): Promise<void> {
  await client.query(
    `delete from stamp_batch b using transactions t
     where b.table_name = 'transactions' and t.id = b.id and t.booked_on < $1`,
    [daysBefore(now, TRANSACTION_DAYS)],
  );
}

/**
 * Writes the batch's feed rows and gives the channels touched. A file that enters a channel is one row there, and
 * its documents none. A document that moved from another file is told to the readers of both.
 */
async function writeFeed(client: Client, now: Date): Promise<string[]> {
  const written = await client.query<{ channel: string }>(
    `with written as (
       insert into feed (channel, pos, kind, table_name, doc_id, customer_id, nonce, at)
       select r.channel, nextval('feed_pos'), r.kind, r.table_name, r.doc_id, r.customer_id,
              (random() * 9007199254740991)::bigint, $1
       from (
         select channel, kind, null::text as table_name, null::uuid as doc_id, customer_id from stamp_moves
         union all
         select f.channel, 'doc', d.table_name, d.id, d.customer_id
         from (
           select table_name, id, customer_id, false as gone from stamp_batch
             where customer_id is not null and table_name not in ('covers', 'restrictions')
           union
           select table_name, id, old_customer_id, true from stamp_batch
             where old_customer_id is not null and table_name <> 'covers'
         ) d
         join file_channels f on f.customer_id = d.customer_id
         left join stamp_moves m on m.customer_id = f.customer_id and m.channel = f.channel
         where m.channel is null or d.gone
         union all
         select distinct 'ref', 'doc', table_name, id, null::uuid
         from stamp_batch where table_name = 'reference'
         union all
         select distinct 'user:' || i.owner_id, 'doc', 'inbox', i.id, null::uuid
         from stamp_batch b join inbox i on i.id = b.id where b.table_name = 'inbox'
         union all
         select distinct 'user:' || p.owner_id, 'doc', 'personal', p.id, null::uuid
         from stamp_batch b join personal p on p.id = b.id where b.table_name = 'personal'
       ) r
       returning channel)
     select channel from written
     union
     select 'user:' || id from stamp_batch where table_name = 'users'`,
    [now],
  );
  return written.rows.map((row) => row.channel);
}

/** One notification per batch: one in every commit would serialise commits. */
async function notify(client: Client, channels: readonly string[]): Promise<void> {
  if (channels.length === 0) return;
  const payload = JSON.stringify(channels);
  await client.query('select pg_notify($1, $2)', [
    FEED_NOTIFICATION,
    Buffer.byteLength(payload) > NOTIFY_BYTES ? JSON.stringify([EVERYBODY]) : payload,
  ]);
}
