import type { CollectionName } from '#shared/model/collections.ts';
import type { Mutation } from '#shared/model/mutation.ts';
import type { PushResult } from '#shared/protocol/push.ts';
import type { Client } from '../db/pool.ts';
import { documentsText } from '../pull/documents.ts';
import type { Scope } from '../pull/grants.ts';
import type { FileState } from './file-state.ts';
import { keyOf, type Verdict } from './stored.ts';

/** A push result whose row is text, as PostgreSQL made it. */
export interface ResultText extends Omit<PushResult, 'row' | 'mutationId'> {
  readonly rowText?: string;
}

/** What the author gets to see after the edits: the documents as they are now, or the word to erase the file. */
export async function rowsOf(
  client: Client,
  scope: Scope,
  state: FileState,
  mutations: readonly Mutation[],
  verdicts: ReadonlyMap<string, Verdict>,
  strangers: ReadonlySet<string>,
): Promise<Map<string, ResultText>> {
  const readable = state.customerId === null || state.visible;
  const own = mutations.filter((mutation) => !strangers.has(mutation.id));
  const wanted = new Map<CollectionName, Set<string>>();
  for (const { collection, documentId } of readable ? own : []) {
    const ids = wanted.get(collection) ?? new Set();
    wanted.set(collection, ids.add(documentId));
  }
  const rows = new Map<string, string>();
  for (const row of await documentsText(client, scope, wanted)) {
    if (row.customerId === state.customerId) rows.set(keyOf(row.collection, row.id), row.text);
  }
  const results = new Map<string, ResultText>();
  for (const mutation of mutations) {
    const verdict = verdicts.get(mutation.id);
    if (!verdict) continue;
    const rowText = strangers.has(mutation.id)
      ? undefined
      : rows.get(keyOf(mutation.collection, mutation.documentId));
    const gone = !readable && state.customerId === mutation.customerId;
    results.set(mutation.id, {
      outcome: verdict.outcome,
      ...(verdict.reason && { reason: verdict.reason }),
      ...(verdict.fields && { fields: verdict.fields }),
      ...(rowText !== undefined && { rowText }),
      ...(gone && state.customerId !== null && { evict: state.customerId }),
    });
  }
  return results;
}

/** The JSON text of one result. */
export function resultJson(mutationId: string, result: ResultText): string {
  const { rowText, ...rest } = result;
  const text = JSON.stringify({ mutationId, ...rest });
  return rowText === undefined ? text : `${text.slice(0, -1)},"row":${rowText}}`;
}
