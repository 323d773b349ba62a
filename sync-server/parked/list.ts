import { hiddenFieldsOf } from '#shared/access/ability.ts';
import { collections } from '#shared/model/collections.ts';
import type { FieldValues, Mutation, WritableCollection } from '#shared/model/mutation.ts';
import { PARKED_LIMIT, type ParkedEdit, type ParkedResponse } from '#shared/protocol/parked.ts';
import type { RejectReason } from '#shared/protocol/reasons.ts';
import type { Context } from '../context.ts';
import { type Client, inTransaction } from '../db/pool.ts';
import type { Principal } from '../identity/guard.ts';
import { requireScope, type Scope } from '../pull/grants.ts';
import { inScope, scopeValues } from '../pull/in-scope.ts';
import { SNAPSHOT } from '../pull/pull.ts';

interface Row {
  id: string;
  customer_id: string;
  collection: WritableCollection;
  document_id: string;
  op: Mutation['op'];
  reason: RejectReason | null;
  intent: Mutation['intent'];
  base: FieldValues;
  next: FieldValues;
  at: Date;
  parked_at: Date;
  author_id: string;
  author_name: string;
  waits_for: string | null;
}

interface Present {
  readonly rev: number;
  readonly doc: FieldValues;
}

/** The undecided edits of the files that the user sees, with the values of this moment, in one snapshot. */
export function listParked(
  context: Context,
  principal: Principal,
  after: string | undefined,
): Promise<ParkedResponse> {
  return inTransaction(
    context.pool,
    async (client) => {
      const scope = await requireScope(client, principal, context.clock());
      const rows = await openEdits(client, scope, after);
      const page = rows.slice(0, PARKED_LIMIT);
      const present = await presentDocuments(client, page);
      return {
        items: page.map((row) => itemOf(scope, row, present.get(row.document_id))),
        more: rows.length > page.length,
      };
    },
    SNAPSHOT,
  );
}

/** SQL: the document that a parked edit is about now; its customer may have been merged into another since. */
export function documentIn(parked: string, mutation: string): string {
  return `case when ${mutation}.collection = 'customers' then ${parked}.customer_id else ${mutation}.document_id end`;
}

async function openEdits(client: Client, scope: Scope, after: string | undefined): Promise<Row[]> {
  const found = await client.query<Row>(
    `select p.mutation_id as id, p.customer_id, m.collection, ${documentIn('p', 'm')} as document_id, m.op, m.reason, m.intent, m.base, m.next, m.at,
            p.parked_at, m.user_id as author_id, u.name as author_name,
            (select e.mutation_id from parked_edits e join mutations em on em.id = e.mutation_id
             where ${documentIn('e', 'em')} = ${documentIn('p', 'm')} and e.resolved_at is null and e.customer_id = p.customer_id
               and e.seq < p.seq
             order by e.seq limit 1) as waits_for
     from parked_edits p
     join mutations m on m.id = p.mutation_id
     join users u on u.id = m.user_id
     join customers c on c.id = p.customer_id
     where p.resolved_at is null and ${inScope('c', 3)}
       and ($1::uuid is null or p.seq > (select seq from parked_edits where mutation_id = $1))
     order by p.seq limit $2`,
    [after ?? null, PARKED_LIMIT + 1, ...scopeValues(scope)],
  );
  return found.rows;
}

/** Documents as they are now, by id. */
export async function presentDocuments(
  client: Client,
  wanted: readonly { collection: WritableCollection; document_id: string }[],
): Promise<Map<string, Present>> {
  const present = new Map<string, Present>();
  for (const [collection, rows] of Map.groupBy(wanted, (row) => row.collection)) {
    const found = await client.query<Present & { id: string }>(
      `select id, rev, doc from ${collections[collection].table} where id = any ($1::uuid[]) and not deleted`,
      [rows.map((row) => row.document_id)],
    );
    for (const { id, rev, doc } of found.rows) present.set(id, { rev, doc });
  }
  return present;
}

function itemOf(scope: Scope, row: Row, present: Present | undefined): ParkedEdit {
  const hidden = hiddenFieldsOf(scope, row.collection);
  const shown = Object.keys(row.next).filter((field) => !hidden.includes(field));
  return {
    id: row.id,
    customerId: row.customer_id,
    collection: row.collection,
    documentId: row.document_id,
    op: row.op,
    intent: row.intent,
    author: { id: row.author_id, name: row.author_name },
    at: row.at.toISOString(),
    parkedAt: row.parked_at.toISOString(),
    reason: row.reason ?? 'out_of_scope',
    rev: present?.rev ?? 0,
    fields: shown.map((field) => ({
      field,
      base: row.base[field] ?? null,
      mine: row.next[field] ?? null,
      theirs: present?.doc[field] ?? null,
    })),
    ...(row.waits_for !== null && { waitsFor: row.waits_for }),
  };
}
