import { collections } from '#shared/model/collections.ts';
import type { Mutation, WritableCollection } from '#shared/model/mutation.ts';
import { auditAll } from '../admin/audit.ts';
import type { Client } from '../db/pool.ts';
import { prepared } from '../db/prepared.ts';
import { tellDeciders } from '../stream/tell-deciders.ts';
import type { FileState } from './file-state.ts';
import { isFieldOf } from './parse.ts';
import type { StoredDocument, Verdict } from './stored.ts';

export interface Answered {
  readonly mutation: Mutation;
  readonly verdict: Verdict;
}

/** A file after its edits were judged, and those that are to be remembered. */
export interface JudgedFile {
  readonly state: FileState;
  readonly answered: readonly Answered[];
}

/**
 * Writes all that the edits of some files did: a statement per table, in the transaction that judged them. All files
 * are of one author and share their documents.
 */
export async function writeEffects(client: Client, files: readonly JudgedFile[]): Promise<void> {
  const [first] = files;
  if (first === undefined) return;
  const states = files.map(({ state }) => state);
  const touched = [...first.state.documents.values()].filter((document) => document.changed);
  for (const [collection, documents] of Map.groupBy(touched, (document) => document.collection)) {
    await writeDocuments(client, first.state, collection, documents);
  }
  await writeMutations(client, first.state, files);
  await auditEdits(client, first.state, files);
  await writeHistory(client, first.state, states);
  await writeInbox(client, first.state, states);
  await writeParked(client, first.state, states);
  for (const state of states) {
    await writeRequests(client, state);
    const waiting = state.parked.length + state.requests.length;
    if (waiting > 0 && state.customerId !== null) await tellDeciders(client, state.customerId, state.now);
  }
}

async function writeParked(client: Client, { now }: FileState, states: readonly FileState[]): Promise<void> {
  const parked = states.flatMap((state) => state.parked.map(({ id }) => ({ id, file: state.customerId })));
  if (parked.length === 0) return;
  // In their order: it is the order in which somebody decides about them.
  await client.query(
    `insert into parked_edits (mutation_id, customer_id, parked_at)
     select id, file, $3 from unnest($1::uuid[], $2::uuid[]) with ordinality as t (id, file, n) order by n`,
    [parked.map(({ id }) => id), parked.map(({ file }) => file), now],
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
  { author }: FileState,
  collection: WritableCollection,
  documents: readonly StoredDocument[],
): Promise<void> {
  const { table } = collections[collection];
  const made = documents.filter((document) => document.rev === 0);
  const changed = documents.filter((document) => document.rev > 0);
  if (made.length > 0) {
    await client.query(
      prepared(`insert into ${table} (id, customer_id, doc, updated_by)
       select id, file, doc::jsonb, $4::uuid from unnest($1::uuid[], $2::text[], $3::uuid[]) as t (id, doc, file)`),
      [
        made.map(({ id }) => id),
        made.map(({ doc }) => JSON.stringify(doc)),
        made.map(({ customerId }) => customerId),
        author.userId,
      ],
    );
  }
  if (changed.length > 0) {
    await client.query(
      prepared(`update ${table} set doc = t.doc::jsonb, updated_by = $3::uuid
       from unnest($1::uuid[], $2::text[]) as t (id, doc) where ${table}.id = t.id`),
      [changed.map(({ id }) => id), changed.map(({ doc }) => JSON.stringify(doc)), author.userId],
    );
  }
}

async function writeMutations(
  client: Client,
  { author, now }: FileState,
  files: readonly JudgedFile[],
): Promise<void> {
  const rows = files.flatMap(({ state, answered }) =>
    answered.map((item) => ({ ...item, file: state.customerId })),
  );
  if (rows.length === 0) return;
  const column = <T>(pick: (row: Answered & { file: string | null }) => T) => rows.map(pick);
  await client.query(
    prepared(`insert into mutations (id, user_id, device_id, customer_id, collection, document_id, intent, op, base_rev, base,
                            next, outcome, reason, fields, at, arrived_at)
     select id, $1::uuid, $2::uuid, file, collection, document_id, intent, op, base_rev, base::jsonb, next::jsonb,
            outcome, reason, case when fields is null then null
              else array(select jsonb_array_elements_text(fields::jsonb)) end, at, $4
     from unnest($5::uuid[], $6::text[], $7::uuid[], $8::text[], $9::text[], $10::text[], $11::text[],
                 $12::text[], $13::text[], $14::timestamptz[], $15::text[], $16::bigint[], $3::uuid[])
       as t (id, collection, document_id, intent, base, next, outcome, reason, fields, at, op, base_rev, file)`),
    [
      author.userId,
      author.deviceId,
      column(({ file }) => file),
      now,
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

/** A line for each edit, whatever became of it: names of fields, never values. */
async function auditEdits(
  client: Client,
  { author, now }: FileState,
  files: readonly JudgedFile[],
): Promise<void> {
  const acts = files.flatMap(({ state: { customerId }, answered }) =>
    answered.map(({ mutation: { id, collection, documentId, intent, op, next, at, seq }, verdict }) => ({
      actorId: author.userId,
      action: intent,
      subjectId: documentId,
      ...(customerId !== null && { customerId }),
      reason: '',
      deviceId: author.deviceId,
      ...(seq !== undefined && { deviceSeq: seq }),
      detail: {
        at,
        edit: id,
        op,
        // The name of a field that there is not might be a value.
        fields: Object.keys(next).filter((field) => isFieldOf(collection, field)),
        outcome: verdict.outcome,
        ...(verdict.reason !== undefined && { why: verdict.reason }),
      },
    })),
  );
  await auditAll(client, acts, now);
}

async function writeHistory(client: Client, state: FileState, states: readonly FileState[]): Promise<void> {
  const changes = states.flatMap((own) => own.changes);
  if (changes.length === 0) return;
  await client.query(
    prepared(`insert into field_history (table_name, document_id, rev, field, old_value, new_value, changed_by,
                                author_id, mutation_id, at)
     select table_name, document_id, rev, field, old_value::jsonb, new_value::jsonb, $1::uuid, $10::uuid, mutation_id, $2
     from unnest($3::text[], $4::uuid[], $5::bigint[], $6::text[], $7::text[], $8::text[], $9::uuid[])
       as t (table_name, document_id, rev, field, old_value, new_value, mutation_id)`),
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

async function writeInbox(
  client: Client,
  { author }: FileState,
  states: readonly FileState[],
): Promise<void> {
  const items = states.flatMap((state) => state.inbox);
  if (items.length === 0) return;
  await client.query(
    `insert into inbox (id, doc, updated_by)
     select id, doc::jsonb, $3::uuid from unnest($1::uuid[], $2::text[]) as t (id, doc)`,
    [items.map(({ id }) => id), items.map((item) => JSON.stringify(item)), author.userId],
  );
}
