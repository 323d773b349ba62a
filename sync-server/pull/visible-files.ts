import type { Client } from '../db/pool.ts';
import { prepared } from '../db/prepared.ts';
import type { Scope } from './grants.ts';
import { inScope, scopeValues } from './in-scope.ts';

/**
 * Which of these files the user holds or is to hold in this snapshot: those that the live tables put in scope
 * **and** that the stamper has put in one of the user's channels. The tables alone would not do: a file that was
 * read before the stamper saw it come, and that is gone again before the stamper looks, would leave no trace on
 * the feed and stay on the device. A file that has come and is not stamped yet follows with its `enter` row.
 */
export async function visibleFiles(
  client: Client,
  scope: Scope,
  customerIds: readonly string[],
): Promise<Set<string>> {
  if (customerIds.length === 0) return new Set();
  const found = await client.query<{ id: string }>(
    prepared(`select c.id from customers c
     where c.id = any ($1::uuid[]) and ${inScope('c', 3)}
       and exists (select from file_channels f where f.customer_id = c.id and f.channel = any ($2))`),
    [customerIds, scope.channels, ...scopeValues(scope)],
  );
  return new Set(found.rows.map((row) => row.id));
}

export interface ScannedFile {
  readonly id: string;
  /** In scope by the live tables as well: to be sent. */
  readonly visible: boolean;
}

/** The next stamped files of some channels by id. Fewer than `limit` means that these were the last. */
export async function nextFiles(
  client: Client,
  scope: Scope,
  channels: readonly string[],
  after: string,
  limit: number,
): Promise<ScannedFile[]> {
  const found = await client.query<ScannedFile>(
    prepared(`select c.id, ${inScope('c', 4)} as visible
     from (
       select distinct f.customer_id
       from unnest($1::text[]) as t (channel)
       cross join lateral (
         select customer_id from file_channels
         where channel = t.channel and customer_id > $2::uuid
         order by customer_id limit $3
       ) f
       order by f.customer_id limit $3
     ) f
     join customers c on c.id = f.customer_id
     order by c.id`),
    [channels, after, limit, ...scopeValues(scope)],
  );
  return found.rows;
}

export async function countFiles(client: Client, channels: readonly string[]): Promise<number> {
  const found = await client.query<{ n: number }>(
    'select count(distinct customer_id) as n from file_channels where channel = any ($1)',
    [channels],
  );
  return found.rows[0]?.n ?? 0;
}
