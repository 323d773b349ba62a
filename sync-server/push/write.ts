import { collections } from '#shared/model/collections.ts';
import type { Mutation, WritableCollection } from '#shared/model/mutation.ts';
import type { Client } from '../db/pool.ts';
import { tellDeciders } from '../stream/tell-deciders.ts';
import type { FileState } from './file-state.ts';
import type { StoredDocument, Verdict } from './stored.ts';

export interface Answered {
  readonly mutation: Mutation;
  readonly verdict: Verdict;
}

/** Writes all that the edits of one file did: a statement per table, in the transaction that judged them. */
export async function writeEffects(
  client: Client,
  state: FileState,
  answered: readonly Answered[],
): Promise<void> {
  const touched = [...state.documents.values()].filter((document) => document.changed);
  for (const [collection, documents] of Map.groupBy(touched, (document) => document.collection)) {
    await writeDocuments(client, state, collection, documents);
  }
  await writeMutations(client, state, answered);
  await writeHistory(client, state);
  await writeInbox(client, state);
  await writeParked(client, state);
  await writeRequests(client, state);
  const waiting = state.parked.length + state.requests.length;
  if (waiting > 0 && state.customerId !== null) await tellDeciders(client, state.customerId, state.now);
}

async function writeParked(client: Client, state: FileState): Promise<void> {
  if (state.parked.length === 0) return;
  // In their order: it is the order in which somebody decides about them.
  await client.query(
    `insert into parked_edits (mutation_id, customer_id, parked_at)
     select id, $2::uuid, $3 from unnest($1::uuid[]) with ordinality as t (id, n) order by n`,
    [state.parked.map((mutation) => mutation.id), state.customerId, state.now],
  );
}

async function writeRequests(client: Client, state: FileState): Promise<void> {
  for (const { mutation, base, next } of state.requests) {
    await client.query(
      `insert into change_requests (mutation_id, customer_id, collection, document_id, requested_by, requested_at,
                                    base, next)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        mutation.id,
        state.customerId,
        mutation.collection,
        mutation.documentId,
        state.author.userId,
        state.now,
        JSON.stringify(base),
        JSON.stringify(next),
      ],
    );
  }
}

async function writeDocuments(
  client: Client,
  state: FileState,
  collection: WritableCollection,
  documents: readonly StoredDocument[],
): Promise<void> {
  const { table } = collections[collection];
  const made = documents.filter((document) => document.rev === 0);
  const changed = documents.filter((document) => document.rev > 0);
  if (made.length > 0) {
    await client.query(
      `insert into ${table} (id, customer_id, doc, updated_by)
       select id, $3::uuid, doc::jsonb, $4::uuid from unnest($1::uuid[], $2::text[]) as t (id, doc)`,
      [
        made.map(({ id }) => id),
        made.map(({ doc }) => JSON.stringify(doc)),
        state.customerId,
        state.author.userId,
      ],
    );
  }
  if (changed.length > 0) {
    await client.query(
      `update ${table} set doc = t.doc::jsonb, updated_by = $3::uuid
       from unnest($1::uuid[], $2::text[]) as t (id, doc) where ${table}.id = t.id`,
      [changed.map(({ id }) => id), changed.map(({ doc }) => JSON.stringify(doc)), state.author.userId],
    );
  }
}

async function writeMutations(
  client: Client,
  state: FileState,
  answered: readonly Answered[],
): Promise<void> {
  if (answered.length === 0) return;
  const column = <T>(pick: (item: Answered) => T) => answered.map(pick);
  await client.query(
    `insert into mutations (id, user_id, device_id, customer_id, collection, document_id, intent, op, base_rev, base,
                            next, outcome, reason, fields, at, arrived_at)
     select id, $1::uuid, $2::uuid, $3::uuid, collection, document_id, intent, op, base_rev, base::jsonb, next::jsonb,
            outcome, reason, case when fields is null then null
              else array(select jsonb_array_elements_text(fields::jsonb)) end, at, $4
     from unnest($5::uuid[], $6::text[], $7::uuid[], $8::text[], $9::text[], $10::text[], $11::text[],
                 $12::text[], $13::text[], $14::timestamptz[], $15::text[], $16::bigint[])
       as t (id, collection, document_id, intent, base, next, outcome, reason, fields, at, op, base_rev)`,
    [
      state.author.userId,
      state.author.deviceId,
      state.customerId,
      state.now,
      column(({ mutation }) => mutation.id),
      column(({ mutation }) => mutation.collection),
      column(({ mutation }) => mutation.documentId),
      column(({ mutation }) => mutation.intent),
      column(({ mutation }) => JSON.stringify(mutation.base)),
      column(({ mutation }) => JSON.stringify(mutation.next)),
      column(({ verdict }) => verdict.outcome),
      column(({ verdict }) => verdict.reason ?? null),
      column(({ verdict }) => (verdict.fields ? JSON.stringify(verdict.fields) : null)),
      column(({ mutation }) => mutation.at),
      column(({ mutation }) => mutation.op),
      column(({ mutation }) => mutation.baseRev),
    ],
  );
}

async function writeHistory(client: Client, state: FileState): Promise<void> {
  const { changes } = state;
  if (changes.length === 0) return;
  await client.query(
    `insert into field_history (table_name, document_id, rev, field, old_value, new_value, changed_by,
                                author_id, mutation_id, at)
     select table_name, document_id, rev, field, old_value::jsonb, new_value::jsonb, $1::uuid, $10::uuid, mutation_id, $2
     from unnest($3::text[], $4::uuid[], $5::bigint[], $6::text[], $7::text[], $8::text[], $9::uuid[])
       as t (table_name, document_id, rev, field, old_value, new_value, mutation_id)`,
    [
      state.author.userId,
      state.now,
      changes.map(({ document }) => collections[document.collection].table),
      changes.map(({ document }) => document.id),
      changes.map(({ document }) => document.rev + 1),
      changes.map(({ field }) => field),
      changes.map(({ before }) => JSON.stringify(before)),
      changes.map(({ after }) => JSON.stringify(after)),
      changes.map(({ mutation }) => mutation.id),
      state.writer.userId === state.author.userId ? null : state.writer.userId,
    ],
  );
}

async function writeInbox(client: Client, state: FileState): Promise<void> {
  if (state.inbox.length === 0) return;
  await client.query(
    `insert into inbox (id, doc, updated_by)
     select id, doc::jsonb, $3::uuid from unnest($1::uuid[], $2::text[]) as t (id, doc)`,
    [state.inbox.map(({ id }) => id), state.inbox.map((item) => JSON.stringify(item)), state.author.userId],
  );
}
