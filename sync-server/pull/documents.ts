import { hiddenFieldsOf } from '#shared/access/ability.ts';
import { type CollectionName, collections } from '#shared/model/collections.ts';
import { TRANSACTION_DAYS } from '#shared/model/transaction.ts';
import type { Client } from '../db/pool.ts';
import { daysBefore } from '../feed/days.ts';
import type { Scope } from './grants.ts';

/** Some rows of a collection, as the text of JSON objects separated by commas: never parsed on the way. */
export interface RowsText {
  readonly collection: CollectionName;
  readonly count: number;
  readonly text: string;
}

/** One document as text, with what decides whether it may be sent. */
export interface DocumentText {
  readonly collection: CollectionName;
  readonly id: string;
  readonly customerId: string | null;
  readonly text: string;
}

/**
 * The wire form of a row, built by PostgreSQL: hidden fields are taken out there, and of a deleted document only
 * its ids are left. Field names come from our own rules, never from a request.
 */
export function rowExpression(scope: Pick<Scope, 'role'>, collection: CollectionName): string {
  const hidden = hiddenFieldsOf(scope.role, collection);
  const names = hidden.map((field) => `'${field.replaceAll("'", "''")}'`).join(', ');
  const doc = hidden.length === 0 ? 'doc' : `(doc - array[${names}]::text[])`;
  return `'{"rev":' || rev || case when deleted
    then ',"deleted":true,"doc":' || jsonb_strip_nulls(jsonb_build_object('id', id, 'customerId', customer_id))::text
    else ',"deleted":false,"doc":' || ${doc}::text end || '}'`;
}

/** All documents of some customer files. Tombstones are wanted by a replica that may hold the file already. */
export async function filesText(
  client: Client,
  scope: Scope,
  customerIds: readonly string[],
  now: Date,
  tombstones: boolean,
): Promise<RowsText[]> {
  if (customerIds.length === 0) return [];
  const parts = scope.collections
    .filter((name) => collections[name].belongsTo === 'file')
    .map(
      (
        name,
      ) => `select '${name}' as collection, count(*) as count, string_agg(${rowExpression(scope, name)}, ',') as text
        from ${collections[name].table} where ${name === 'customers' ? 'id' : 'customer_id'} = any ($1::uuid[])
        ${tombstones ? '' : 'and not deleted'} ${name === 'transactions' ? 'and booked_on >= $2' : ''}`,
    );
  const found = await client.query<{ collection: CollectionName; count: number; text: string | null }>(
    // A role without transactions still has the parameter.
    `${parts.join(' union all ')} union all select 'none', 0, $2::text`,
    [customerIds, daysBefore(now, TRANSACTION_DAYS)],
  );
  return found.rows.flatMap(({ collection, count, text }) =>
    count > 0 && text !== null ? [{ collection, count, text }] : [],
  );
}

/** Single documents by id, whatever file they are in now: the caller decides what may be sent. */
export async function documentsText(
  client: Client,
  scope: Scope,
  wanted: ReadonlyMap<CollectionName, ReadonlySet<string>>,
): Promise<DocumentText[]> {
  const parts: string[] = [];
  const values: unknown[] = [scope.userId];
  for (const [name, ids] of wanted) {
    if (ids.size === 0 || !scope.collections.includes(name)) continue;
    values.push([...ids]);
    parts.push(
      `select '${name}' as collection, id, customer_id as "customerId", ${rowExpression(scope, name)} as text
       from ${collections[name].table} where id = any ($${values.length}::uuid[])
       ${name === 'inbox' ? 'and owner_id = $1' : ''}`,
    );
  }
  if (parts.length === 0) return [];
  parts.push('select null, $1::uuid, null, null where false');
  return (await client.query<DocumentText>(parts.join(' union all '), values)).rows;
}

/**
 * The next documents of a collection that is in no file, by id. Of the inbox tombstones too: a user of a shared
 * replica gets it whole again after a colleague's turn, and may hold what has gone since.
 */
export async function nextText(
  client: Client,
  scope: Scope,
  collection: 'reference' | 'inbox',
  after: string,
  limit: number,
): Promise<(RowsText & { last: string }) | undefined> {
  const found = await client.query<{ count: number; text: string | null; last: string | null }>(
    `select count(*) as count, string_agg(text, ',') as text, max(id::text) as last from (
       select id, ${rowExpression(scope, collection)} as text from ${collection}
       where id > $1::uuid
         and ${collection === 'inbox' ? 'owner_id = $3' : 'not deleted and $3::uuid is not null'}
       order by id limit $2) t`,
    [after, limit, scope.userId],
  );
  const row = found.rows[0];
  if (!row || row.text === null || row.last === null) return undefined;
  return { collection, count: row.count, text: row.text, last: row.last };
}
