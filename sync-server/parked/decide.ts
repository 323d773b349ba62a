import type { FieldValues, Mutation, WritableCollection } from '#shared/model/mutation.ts';
import type { ParkedDecision, ParkedResult } from '#shared/protocol/parked.ts';
import { audit } from '../admin/audit.ts';
import type { Context } from '../context.ts';
import { type Client, inTransaction } from '../db/pool.ts';
import { HttpError } from '../http/http-error.ts';
import type { Principal } from '../identity/guard.ts';
import { requireScope } from '../pull/grants.ts';
import { judge } from '../push/judge.ts';
import { loadStates } from '../push/load-state.ts';
import { BEGIN_EDITS, lockCustomer } from '../push/lock-files.ts';
import { redirected, survivorsOf } from '../push/redirects.ts';
import type { Verdict } from '../push/stored.ts';
import { writeEffects } from '../push/write.ts';
import { tellDeciders } from '../stream/tell-deciders.ts';
import { documentIn } from './list.ts';
import { noteDecision } from './note-decision.ts';

interface Row {
  mutation_id: string;
  customer_id: string;
  seq: number;
  user_id: string;
  user_name: string;
  device_id: string;
  collection: WritableCollection;
  /** As it is now; the mutation names the one that its author knew. */
  document_id: string;
  mutation_document_id: string;
  /** Of the mutation; the file itself may have been merged since. */
  mutation_customer_id: string;
  op: Mutation['op'];
  intent: Mutation['intent'];
  base: FieldValues;
  next: FieldValues;
  base_rev: number;
  at: Date;
  decision: 'apply' | 'discard' | null;
  outcome: ParkedResult['outcome'] | null;
  fields: string[] | null;
  resolved_at: Date | null;
  decider_id: string | null;
  decider_name: string | null;
}

/**
 * Puts a parked edit in force or lays it down, once, in the name of whoever has the file at that moment. A decider
 * who has lost the file meanwhile learns nothing (`not_found`) and changes nothing: it is the next owner's to decide.
 */
export async function decideParked(
  context: Context,
  principal: Principal,
  id: string,
  wanted: ParkedDecision,
): Promise<ParkedResult> {
  const now = context.clock();
  const result = await inTransaction(
    context.pool,
    async (client) => {
      const row = await lockVisible(client, principal, id, now);
      if (row.decision !== null) return decided(row);
      if (await waitsForAnother(client, row)) {
        throw new HttpError('conflict', 'an earlier edit of the document is to be decided first');
      }
      if (wanted.decision === 'discard')
        return settle(client, principal, row, 'discard', { outcome: 'discarded' }, now);
      const verdict = await put(client, principal, row, wanted, now);
      if (verdict.outcome === 'conflict' || verdict.outcome === 'rejected') return { id, ...verdict };
      return settle(client, principal, row, 'apply', verdict, now);
    },
    BEGIN_EDITS,
  );
  context.nudge();
  return result;
}

/** The edit's row, with its file locked before it as every edit does it, or `not_found`. */
async function lockVisible(client: Client, principal: Principal, id: string, now: Date): Promise<Row> {
  const unseen = new HttpError('not_found', 'no such parked edit');
  const scope = await requireScope(client, principal, now);
  const found = await client.query<{ customer_id: string }>(
    'select customer_id from parked_edits where mutation_id = $1',
    [id],
  );
  const [known] = found.rows;
  if (known === undefined || !(await lockCustomer(client, scope, known.customer_id))) throw unseen;
  const rows = await client.query<Row>(
    `select p.*, m.user_id, u.name as user_name, m.device_id, m.collection, m.document_id as mutation_document_id,
            ${documentIn('p', 'm')} as document_id,
            m.customer_id as mutation_customer_id, m.op, m.intent, m.base, m.next, m.base_rev, m.at,
            p.resolved_by as decider_id, d.name as decider_name
     from parked_edits p join mutations m on m.id = p.mutation_id join users u on u.id = m.user_id
     left join users d on d.id = p.resolved_by
     where p.mutation_id = $1 and p.customer_id = $2 for update of p`,
    [id, known.customer_id],
  );
  // Merged into another customer between the two looks.
  if (!rows.rows[0]) throw unseen;
  return rows.rows[0];
}

async function waitsForAnother(client: Client, row: Row): Promise<boolean> {
  const found = await client.query(
    `select 1 from parked_edits e join mutations m on m.id = e.mutation_id
     where ${documentIn('e', 'm')} = $1 and e.customer_id = $2 and e.seq < $3 and e.resolved_at is null limit 1`,
    [row.document_id, row.customer_id, row.seq],
  );
  return found.rowCount !== 0;
}

/** Merges the edit as if the decider had made it, with the author's words. Nothing is written where it fails. */
async function put(
  client: Client,
  principal: Principal,
  row: Row,
  wanted: ParkedDecision,
  now: Date,
): Promise<Verdict> {
  const scope = await requireScope(client, principal, now);
  const mutation = await mutationOf(client, row, wanted);
  const author = { ...principal, present: true };
  const file = { customerId: row.customer_id, visible: true, mutations: [mutation] };
  const [state] = await loadStates(client, scope, author, [file], now);
  if (state === undefined) throw new Error('a file has no state');
  const written = { ...state, writer: { userId: row.user_id, name: row.user_name, deviceId: row.device_id } };
  const verdict = judge(written, mutation);
  if (verdict.outcome !== 'conflict' && verdict.outcome !== 'rejected')
    await writeEffects(client, [{ state: written, answered: [] }]);
  return verdict;
}

async function mutationOf(client: Client, row: Row, wanted: ParkedDecision): Promise<Mutation> {
  const chosen = wanted.fields;
  const unknown = chosen?.some((field) => !Object.hasOwn(row.next, field));
  if (chosen && (unknown || row.op === 'create')) {
    throw new HttpError('bad_request', 'not fields of this edit', { paths: ['/fields'] });
  }
  const next = Object.entries(row.next).filter(([field]) => chosen?.includes(field) ?? true);
  const original: Mutation = {
    id: row.mutation_id,
    collection: row.collection,
    documentId: row.mutation_document_id,
    customerId: row.mutation_customer_id,
    op: row.op,
    intent: row.intent,
    baseRev: row.base_rev,
    base: row.base,
    next: Object.fromEntries(next),
    at: row.at.toISOString(),
  };
  const survivor = (await survivorsOf(client, [row.mutation_customer_id])).get(row.mutation_customer_id);
  const mutation = survivor === undefined ? original : redirected(original, survivor);
  return wanted.seenRev === undefined ? mutation : { ...mutation, baseRev: wanted.seenRev };
}

async function settle(
  client: Client,
  principal: Principal,
  row: Row,
  decision: 'apply' | 'discard',
  { outcome, reason, fields }: Omit<Verdict, 'outcome'> & { outcome: ParkedResult['outcome'] },
  now: Date,
): Promise<ParkedResult> {
  await client.query(
    `update parked_edits set resolved_at = $2, resolved_by = $3, decision = $4, outcome = $5, fields = $6
     where mutation_id = $1`,
    [row.mutation_id, now, principal.userId, decision, outcome, fields ?? null],
  );
  await noteDecision(client, row.mutation_id, {
    decision: decision === 'apply' ? 'applied' : 'discarded',
    decidedByName: principal.name,
    decidedAt: now.toISOString(),
  });
  await audit(
    client,
    {
      actorId: principal.userId,
      deviceId: principal.deviceId,
      action: 'parked.decide',
      subjectId: row.document_id,
      customerId: row.customer_id,
      reason: '',
      detail: { edit: row.mutation_id, decision, outcome, fields: fields ?? Object.keys(row.next) },
    },
    now,
  );
  await tellDeciders(client, row.customer_id, now);
  return {
    id: row.mutation_id,
    decision,
    outcome,
    ...(reason && { reason }),
    ...(fields && { fields }),
    decidedBy: { id: principal.userId, name: principal.name },
    decidedAt: now.toISOString(),
  };
}

function decided(row: Row): ParkedResult {
  return {
    id: row.mutation_id,
    outcome: row.outcome ?? 'accepted',
    ...(row.decision !== null && { decision: row.decision }),
    ...(row.outcome === 'parked' && { reason: 'needs_approval' as const }),
    ...(row.fields && { fields: row.fields }),
    ...(row.decider_id !== null && { decidedBy: { id: row.decider_id, name: row.decider_name ?? '' } }),
    ...(row.resolved_at !== null && { decidedAt: row.resolved_at.toISOString() }),
  };
}
