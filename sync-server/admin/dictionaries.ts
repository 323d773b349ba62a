import type { DictionaryEntry, Product } from '#shared/model/reference.ts';
import { wordListOf } from '#shared/model/word-lists.ts';
import type { EntryChange, NewEntry } from '#shared/protocol/organisation.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/pool.ts';
import { HttpError } from '../http/http-error.ts';
import type { Principal } from '../identity/guard.ts';
import { audit } from './audit.ts';

/** Entries of one list take turns: its codes are not to be given twice. */
const DICTIONARY_LOCK = 7_302_014;

type Entry = DictionaryEntry | Product;

/** Adds an entry to a list, or a product to the shelf. Sent again with the same id it changes nothing. */
export async function addEntry(
  context: Context,
  principal: Principal,
  { reason, ...given }: NewEntry,
): Promise<{ id: string }> {
  const entry: Entry = { ...given, id: given.id.toLowerCase() };
  const list = entry.kind === 'dictionary' ? entry.list : '';
  const codes = wordListOf(list)?.codes;
  if (codes !== undefined && !codes.includes(entry.code)) {
    throw new HttpError('bad_request', 'the list has no such code', { paths: ['/code'] });
  }
  await inTransaction(context.pool, async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [DICTIONARY_LOCK]);
    const taken = await client.query<{ id: string }>(
      `select id from reference
       where id = $1 or (doc ->> 'kind' = $2 and coalesce(doc ->> 'list', '') = $3 and doc ->> 'code' = $4 and not deleted)`,
      [entry.id, entry.kind, list, entry.code],
    );
    if (taken.rows.length === 1 && taken.rows[0]?.id === entry.id) return;
    if (taken.rows.length > 0) throw new HttpError('conflict', 'the code is taken', { paths: ['/code'] });
    await client.query('insert into reference (id, doc, updated_by) values ($1, $2, $3)', [
      entry.id,
      JSON.stringify(entry),
      principal.userId,
    ]);
    const detail = { kind: entry.kind, ...(list !== '' && { list }), code: entry.code };
    await audit(
      client,
      { ...actOf(principal, entry.id, reason), action: 'dictionary.add', detail },
      context.clock(),
    );
  });
  context.nudge();
  return { id: entry.id };
}

/** Renames or orders an entry, or retires it: it is offered no more, and what names it still shows its name. */
export async function changeEntry(
  context: Context,
  principal: Principal,
  id: string,
  { reason, ...wanted }: EntryChange,
): Promise<{ id: string }> {
  await inTransaction(context.pool, async (client) => {
    const found = await client.query<{ kind: string }>(
      "select doc ->> 'kind' as kind from reference where id = $1 and not deleted for update",
      [id],
    );
    const kind = found.rows[0]?.kind;
    if (kind !== 'dictionary' && kind !== 'product') throw new HttpError('not_found', 'no such entry');
    if (kind === 'product' && wanted.order !== undefined) {
      throw new HttpError('bad_request', 'products have no order', { paths: ['/order'] });
    }
    const next = { ...wanted, ...(wanted.retired !== undefined && { retired: wanted.retired || null }) };
    await client.query(
      `update reference set doc = jsonb_strip_nulls(doc || $2::jsonb), updated_by = $3
       where id = $1 and doc <> jsonb_strip_nulls(doc || $2::jsonb)`,
      [id, JSON.stringify(next), principal.userId],
    );
    await audit(
      client,
      { ...actOf(principal, id, reason), action: 'dictionary.change', detail: wanted },
      context.clock(),
    );
  });
  context.nudge();
  return { id };
}

function actOf(principal: Principal, subjectId: string, reason: string) {
  return { actorId: principal.userId, deviceId: principal.deviceId, subjectId, reason };
}
