import { collections } from '#shared/model/collections.ts';
import type { FieldValues, Mutation, WritableCollection } from '#shared/model/mutation.ts';
import type { Outcome } from '#shared/protocol/push.ts';
import type { RejectReason } from '#shared/protocol/reasons.ts';
import type { Client } from '../db/pool.ts';
import { prepared } from '../db/prepared.ts';

/** An edit's answer, without the row that goes with it. */
export interface Verdict {
  readonly outcome: Exclude<Outcome, 'retry'>;
  readonly reason?: RejectReason;
  readonly fields?: string[];
}

export interface StoredMutation extends Verdict {
  readonly userId: string;
}

/** A document as it stands in the transaction, changed in memory as edits are applied and written once. */
export interface StoredDocument {
  readonly collection: WritableCollection;
  readonly id: string;
  readonly customerId: string | null;
  readonly deleted: boolean;
  doc: FieldValues;
  /** As in the database; 0 for a document that this transaction makes. */
  readonly rev: number;
  changed: boolean;
}

export interface HistoryRow {
  readonly document_id: string;
  readonly field: string;
  readonly rev: number;
  readonly old_value: FieldValues[string];
  readonly changed_by: string | null;
  readonly changed_by_name: string | null;
  readonly device_id: string | null;
  readonly at: Date;
}

/** Edits answered before, by id. */
export async function storedMutations(
  client: Client,
  ids: readonly string[],
): Promise<Map<string, StoredMutation>> {
  const found = await client.query<{
    id: string;
    user_id: string;
    outcome: Verdict['outcome'];
    reason: RejectReason | null;
    fields: string[] | null;
  }>(prepared('select id, user_id, outcome, reason, fields from mutations where id = any ($1::uuid[])'), [
    ids,
  ]);
  return new Map(
    found.rows.map((row) => [
      row.id,
      {
        userId: row.user_id,
        outcome: row.outcome,
        ...(row.reason !== null && { reason: row.reason }),
        ...(row.fields !== null && { fields: row.fields }),
      },
    ]),
  );
}

/** The documents that some edits are about, locked until the transaction ends. */
export async function lockDocuments(
  client: Client,
  mutations: readonly Mutation[],
): Promise<Map<string, StoredDocument>> {
  const byCollection = Map.groupBy(mutations, (mutation) => mutation.collection);
  const documents = new Map<string, StoredDocument>();
  for (const [collection, own] of byCollection) {
    const found = await client.query<{
      id: string;
      customer_id: string | null;
      deleted: boolean;
      doc: FieldValues;
      rev: number;
    }>(
      prepared(`select id, customer_id, deleted, doc, rev from ${collections[collection].table}
       where id = any ($1::uuid[]) order by id for update`),
      [[...new Set(own.map((mutation) => mutation.documentId))]],
    );
    for (const { customer_id, ...row } of found.rows) {
      documents.set(keyOf(collection, row.id), {
        ...row,
        collection,
        customerId: customer_id,
        changed: false,
      });
    }
  }
  return documents;
}

export function keyOf(collection: string, id: string): string {
  return `${collection} ${id}`;
}

/** What happened to these documents after a revision, by field, oldest first. */
export async function historyOf(
  client: Client,
  documentIds: readonly string[],
  afterRev: number,
): Promise<HistoryRow[]> {
  if (documentIds.length === 0) return [];
  const found = await client.query<HistoryRow>(
    prepared(`select h.document_id, h.field, h.rev, h.old_value, h.changed_by, u.name as changed_by_name,
            m.device_id, h.at
     from field_history h left join mutations m on m.id = h.mutation_id left join users u on u.id = h.changed_by
     where h.document_id = any ($1::uuid[]) and h.rev > $2 order by h.rev, h.id`),
    [documentIds, afterRev],
  );
  return found.rows;
}
