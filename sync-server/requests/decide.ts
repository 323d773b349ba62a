import { applyFields, sameJson } from '#shared/merge/three-way.ts';
import { collections } from '#shared/model/collections.ts';
import type { FieldValues, WritableCollection } from '#shared/model/mutation.ts';
import type { ChangeDecision, ChangeResult } from '#shared/protocol/parked.ts';
import { audit } from '../admin/audit.ts';
import type { Context } from '../context.ts';
import { type Client, inTransaction } from '../db/pool.ts';
import { HttpError } from '../http/http-error.ts';
import type { Principal } from '../identity/guard.ts';
import { noteDecision } from '../parked/note-decision.ts';
import { requireScope } from '../pull/grants.ts';
import { faultyFields } from '../push/faulty-fields.ts';
import { BEGIN_EDITS, lockCustomer } from '../push/lock-files.ts';
import { tellDeciders } from '../stream/tell-deciders.ts';

interface Row {
  mutation_id: string;
  customer_id: string;
  collection: WritableCollection;
  document_id: string;
  requested_by: string;
  author_id: string;
  base: FieldValues;
  next: FieldValues;
  decision: ChangeResult['decision'] | null;
  decided_at: Date | null;
  decider_id: string | null;
  decider_name: string | null;
}

/**
 * Approves or refuses a change of what core banking masters, once. Whoever wrote or passed on the request does not
 * decide it, and whoever has lost the file finds none (`not_found`).
 */
export async function decideRequest(
  context: Context,
  principal: Principal,
  id: string,
  wanted: ChangeDecision,
): Promise<ChangeResult> {
  const now = context.clock();
  const result = await inTransaction(
    context.pool,
    async (client) => {
      const row = await lockVisible(client, principal, id, now);
      if (row.decision !== null && row.decided_at !== null && row.decider_id !== null) {
        const decidedBy = { id: row.decider_id, name: row.decider_name ?? '' };
        return { id, decision: row.decision, decidedBy, decidedAt: row.decided_at.toISOString() };
      }
      if ([row.requested_by, row.author_id].includes(principal.userId)) {
        throw new HttpError('forbidden', 'a second person decides');
      }
      if (wanted.decision === 'approve') await write(client, principal, row, wanted.seenRev, now);
      await client.query(
        'update change_requests set decided_by = $2, decided_at = $3, decision = $4 where mutation_id = $1',
        [id, principal.userId, now, wanted.decision],
      );
      await noteDecision(client, id, {
        decision: wanted.decision === 'approve' ? 'applied' : 'discarded',
        decidedByName: principal.name,
        decidedAt: now.toISOString(),
      });
      await audit(
        client,
        {
          actorId: principal.userId,
          deviceId: principal.deviceId,
          action: 'request.decide',
          subjectId: row.document_id,
          customerId: row.customer_id,
          reason: '',
          detail: { edit: id, decision: wanted.decision, fields: Object.keys(row.next) },
        },
        now,
      );
      await tellDeciders(client, row.customer_id, now);
      const decidedBy = { id: principal.userId, name: principal.name };
      return { id, decision: wanted.decision, decidedBy, decidedAt: now.toISOString() };
    },
    BEGIN_EDITS,
  );
  context.nudge();
  return result;
}

async function lockVisible(client: Client, principal: Principal, id: string, now: Date): Promise<Row> {
  const unseen = new HttpError('not_found', 'no such request');
  const scope = await requireScope(client, principal, now);
  const found = await client.query<{ customer_id: string }>(
    'select customer_id from change_requests where mutation_id = $1',
    [id],
  );
  const [known] = found.rows;
  if (known === undefined || !(await lockCustomer(client, scope, known.customer_id))) throw unseen;
  const rows = await client.query<Row>(
    `select r.*, m.user_id as author_id, r.decided_by as decider_id, d.name as decider_name
     from change_requests r join mutations m on m.id = r.mutation_id left join users d on d.id = r.decided_by
     where r.mutation_id = $1 and r.customer_id = $2 for update of r`,
    [id, known.customer_id],
  );
  if (!rows.rows[0]) throw unseen;
  return rows.rows[0];
}

/** Sets the fields. Where the bank's value has changed since it was asked, the approver must have seen the new one. */
async function write(
  client: Client,
  principal: Principal,
  row: Row,
  seenRev: number | undefined,
  now: Date,
): Promise<void> {
  const { table } = collections[row.collection];
  const found = await client.query<{ doc: FieldValues; rev: number }>(
    `select doc, rev from ${table} where id = $1 and not deleted for update`,
    [row.document_id],
  );
  const [stored] = found.rows;
  if (!stored) throw new HttpError('conflict', 'the document does not exist any more');
  const fields = Object.keys(row.next);
  const moved = fields.some((field) => !sameJson(stored.doc[field] ?? null, row.base[field] ?? null));
  if (moved && seenRev !== stored.rev) throw new HttpError('conflict', 'the value has changed since');
  const doc = applyFields(stored.doc, row.next);
  if (faultyFields(row.collection, doc).some((field) => fields.includes(field))) {
    throw new HttpError('conflict', 'the value does not fit the document any more');
  }
  await client.query(`update ${table} set doc = $2, updated_by = $3 where id = $1`, [
    row.document_id,
    JSON.stringify(doc),
    principal.userId,
  ]);
  const changed = fields.filter((field) => !sameJson(stored.doc[field] ?? null, row.next[field] ?? null));
  await client.query(
    `insert into field_history (table_name, document_id, rev, field, old_value, new_value, changed_by, author_id,
                                mutation_id, at)
     select $1, $2, $3, field, old_value::jsonb, new_value::jsonb, $4, $5, $6, $7
     from unnest($8::text[], $9::text[], $10::text[]) as t (field, old_value, new_value)`,
    [
      table,
      row.document_id,
      stored.rev + 1,
      principal.userId,
      row.author_id,
      row.mutation_id,
      now,
      changed,
      changed.map((field) => JSON.stringify(stored.doc[field] ?? null)),
      changed.map((field) => JSON.stringify(row.next[field] ?? null)),
    ],
  );
}
