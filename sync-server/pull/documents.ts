import { hiddenFieldsOf } from '#shared/access/ability.ts';
import type { Rights } from '#shared/access/field-rules.ts';
import { daysBefore } from '#shared/domain/days.ts';
import { type CollectionName, collectionNames, collections } from '#shared/model/collections.ts';
import { TRANSACTION_DAYS } from '#shared/model/transaction.ts';
import type { Client } from '../db/pool.ts';
import { prepared } from '../db/prepared.ts';
import type { OwnCollection, Scope } from './grants.ts';
import { inScope, scopeValues } from './in-scope.ts';

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
 * SQL: a document without what its reader does not get to see. Field names come from our own rules and models, never
 * from a request.
 */
export function shownDocument(rights: Rights, collection: CollectionName): string {
  const hidden = hiddenFieldsOf(rights, collection);
  const names = hidden.map((field) => `'${field.replaceAll("'", "''")}'`).join(', ');
  return hidden.length === 0 ? 'doc' : `(doc - array[${names}]::text[])`;
}

/** The wire form of a row, built by PostgreSQL; of a deleted document only its ids are left. */
export function rowExpression(scope: Rights, collection: CollectionName): string {
  const doc = shownDocument(scope, collection);
  return `'{"rev":' || rev || ',"tag":' || tag || case when deleted
    then ',"deleted":true,"doc":' || jsonb_strip_nulls(jsonb_build_object('id', id, 'customerId', customer_id))::text
    else ',"deleted":false,"doc":' || ${doc}::text end || '}'`;
}

/**
 * An inbox item keeps its owner's words, but a customer's values in it are for as long as the owner may see the
 * file, and a field for as long as the role may. `$readable` holds the ids of the files that the owner sees now.
 */
export function inboxExpression(scope: Rights, readable: number): string {
  const hidden = collectionNames.flatMap((name) =>
    hiddenFieldsOf(scope, name).map((field) => `'${name} ${field}'`),
  );
  const shown = `(not doc ? 'customerId' or doc ->> 'customerId' = any ($${readable}::text[]))`;
  const fields = `coalesce((select jsonb_agg(case when ${shown}
      and (doc ->> 'collection') || ' ' || (f ->> 'field') <> all (array[${hidden.join(', ')}]::text[])
      then f else jsonb_build_object('field', f -> 'field') end order by n)
    from jsonb_array_elements(doc -> 'fields') with ordinality as e (f, n)), '[]')`;
  return `'{"rev":' || rev || ',"tag":' || tag || case when deleted
    then ',"deleted":true,"doc":' || jsonb_build_object('id', id)::text
    else ',"deleted":false,"doc":' || ((case when ${shown} then doc else doc - 'customerId' end)
      || jsonb_build_object('fields', ${fields}))::text end || '}'`;
}

/** The files named in a user's inbox that the user sees in this snapshot. */
export async function readableInInbox(client: Client, scope: Scope): Promise<string[]> {
  const found = await client.query<{ id: string }>(
    `select c.id from customers c
     where c.id in (select (doc ->> 'customerId')::uuid from inbox where owner_id = $1)
       and ${inScope('c', 2)}`,
    [scope.userId, ...scopeValues(scope)],
  );
  return found.rows.map((row) => row.id);
}

/**
 * What a user's inbox holds of some files. An item outlives the file's stay in the owner's scope: when the file goes
 * it is sent without the customer's values, and when it comes, with them.
 */
export async function inboxOfFiles(
  client: Client,
  scope: Scope,
  customerIds: readonly string[],
): Promise<DocumentText[]> {
  if (customerIds.length === 0) return [];
  const found = await client.query<{ id: string }>(
    `select id from inbox where owner_id = $1 and not deleted and doc ->> 'customerId' = any ($2::text[])`,
    [scope.userId, customerIds],
  );
  return documentsText(client, scope, new Map([['inbox', new Set(found.rows.map(({ id }) => id))]]));
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
    prepared(`${parts.join(' union all ')} union all select 'none', 0, $2::text`),
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
    const wantedAt = values.length;
    if (name === 'inbox') values.push(await readableInInbox(client, scope));
    const text = name === 'inbox' ? inboxExpression(scope, values.length) : rowExpression(scope, name);
    parts.push(
      `select '${name}' as collection, id, customer_id as "customerId", ${text} as text
       from ${collections[name].table} where id = any ($${wantedAt}::uuid[])
       ${collections[name].belongsTo === 'user' ? 'and owner_id = $1' : ''}`,
    );
  }
  if (parts.length === 0) return [];
  parts.push('select null, $1::uuid, null, null where false');
  return (await client.query<DocumentText>(parts.join(' union all '), values)).rows;
}

/**
 * The next documents of a collection that is in no file, by id. Of what is the user's own tombstones too: a user of a
 * shared replica gets it whole again after a colleague's turn, and may hold what has gone since.
 */
export async function nextText(
  client: Client,
  scope: Scope,
  collection: 'reference' | OwnCollection,
  after: string,
  limit: number,
): Promise<(RowsText & { last: string }) | undefined> {
  const expression = collection === 'inbox' ? inboxExpression(scope, 4) : rowExpression(scope, collection);
  const readable = collection === 'inbox' ? await readableInInbox(client, scope) : [];
  const found = await client.query<{ count: number; text: string | null; last: string | null }>(
    `select count(*) as count, string_agg(text, ',') as text, max(id::text) as last from (
       select id, ${expression} as text from ${collection}
       where id > $1::uuid and $4::text[] is not null
         and ${collection === 'reference' ? 'not deleted and $3::uuid is not null' : 'owner_id = $3'}
       order by id limit $2) t`,
    [after, limit, scope.userId, readable],
  );
  const row = found.rows[0];
  if (!row || row.text === null || row.last === null) return undefined;
  return { collection, count: row.count, text: row.text, last: row.last };
}
