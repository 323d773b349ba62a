import type { CollectionName } from '#shared/model/collections.ts';
import { collections } from '#shared/model/collections.ts';
import { BUCKETS, DIGEST_MODULUS } from '#shared/protocol/reconcile.ts';
import type { Client } from '../db/pool.ts';
import type { Scope } from './grants.ts';
import { inScope, scopeValues } from './in-scope.ts';

/** A file of the user's and the digest of its documents. */
export interface FileDigest {
  readonly id: string;
  readonly digest: number;
}

const DIGEST = `(sum(tag) % ${DIGEST_MODULUS})::bigint`;
/** The last two digits of an id, as a number. */
const bucketOf = (id: string) => `get_byte(uuid_send(${id}), 15)`;

/**
 * The files that a replica of this user's is to hold in this snapshot: in scope by the live tables and stamped, as
 * {@link visibleFiles} says. Its parameters begin at `first`, five of them.
 */
function heldFiles(first: number): string {
  return `select c.id from customers c
    where c.id in (select customer_id from file_channels where channel = any ($${first}))
      and ${inScope('c', first + 1)}`;
}
const heldValues = (scope: Scope) => [scope.channels, ...scopeValues(scope)];

/** The documents of some files that count: not deleted, and of transactions those since a day. */
function documentsOf(scope: Scope, files: string, since: number): string {
  const readable = scope.collections.filter((name) => collections[name].belongsTo === 'file');
  const part = (name: CollectionName) =>
    `select h.id, d.tag from ${files} h join ${collections[name].table} d on d.customer_id = h.id
     where not d.deleted ${name === 'transactions' ? `and d.booked_on >= $${since}` : ''}`;
  // A role without transactions still has the parameter.
  return [
    ...readable.map(part),
    `select null::uuid as id, null::bigint as tag where $${since}::text is null`,
  ].join(' union all ');
}

/** The digest of each bucket of a user's files, {@link BUCKETS} of them. */
export async function bucketDigests(client: Client, scope: Scope, since: string): Promise<number[]> {
  const found = await client.query<{ bucket: number; digest: number }>(
    `with held as materialized (${heldFiles(2)})
     select ${bucketOf('id')} as bucket, ${DIGEST} as digest
     from (${documentsOf(scope, 'held', 1)}) d group by 1`,
    [since, ...heldValues(scope)],
  );
  const digests = new Array<number>(BUCKETS).fill(0);
  for (const { bucket, digest } of found.rows) digests[bucket] = digest;
  return digests;
}

/** The digest of the reference data. */
export async function referenceDigest(client: Client): Promise<number> {
  const found = await client.query<{ digest: number | null }>(
    `select ${DIGEST} as digest from reference where not deleted`,
  );
  return found.rows[0]?.digest ?? 0;
}

/**
 * The next files of some buckets with their digests, by bucket and id: those after `after` in the first bucket, and not
 * beyond `through` when it is given. Fewer than `limit` means that these were the last.
 */
export async function nextDigests(
  client: Client,
  scope: Scope,
  range: { buckets: readonly number[]; after: string; through: string | undefined; since: string },
  limit: number,
): Promise<FileDigest[]> {
  const { buckets, after, through = null, since } = range;
  const found = await client.query<FileDigest>(
    `with page as materialized (
       select h.id from (${heldFiles(7)}) h
       where ${bucketOf('h.id')} = any ($2::int[])
         and (${bucketOf('h.id')}, h.id) > ($3::int, $4::uuid)
         and ($5::uuid is null or (${bucketOf('h.id')}, h.id) <= (${bucketOf('$5::uuid')}, $5::uuid))
       order by ${bucketOf('h.id')}, h.id limit $6
     ), sums as (
       select id, ${DIGEST} as digest from (${documentsOf(scope, 'page', 1)}) d group by id
     )
     select p.id, coalesce(s.digest, 0) as digest from page p left join sums s using (id)
     order by ${bucketOf('p.id')}, p.id`,
    [since, buckets, buckets[0] ?? 0, after, through, limit, ...heldValues(scope)],
  );
  return found.rows;
}
