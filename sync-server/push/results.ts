import type { CollectionName } from '#shared/model/collections.ts';
import type { Mutation } from '#shared/model/mutation.ts';
import type { PushResult } from '#shared/protocol/push.ts';
import type { Client } from '../db/pool.ts';
import { type DocumentText, documentsText } from '../pull/documents.ts';
import type { Scope } from '../pull/grants.ts';
import type { FileState } from './file-state.ts';
import { keyOf, type Verdict } from './stored.ts';

/** A push result whose row is text, as PostgreSQL made it. */
export interface ResultText extends Omit<PushResult, 'row' | 'mutationId'> {
  readonly rowText?: string;
}

/** Edits of one file, answered. */
export interface AnsweredFile {
  readonly state: FileState;
  readonly mutations: readonly Mutation[];
}

/** What the author gets to see after the edits: the documents as they are now, or the word to erase the file. */
export async function rowsOf(
  client: Client,
  scope: Scope,
  files: readonly AnsweredFile[],
  verdicts: ReadonlyMap<string, Verdict>,
  strangers: ReadonlySet<string>,
): Promise<Map<string, ResultText>> {
  const wanted = new Map<CollectionName, Set<string>>();
  for (const { state, mutations } of files) {
    for (const { id, collection, documentId } of isReadable(state) ? mutations : []) {
      if (strangers.has(id)) continue;
      const ids = wanted.get(collection) ?? new Set();
      wanted.set(collection, ids.add(documentId));
    }
  }
  const rows = new Map<string, DocumentText>();
  for (const row of await documentsText(client, scope, wanted)) rows.set(keyOf(row.collection, row.id), row);
  const results = new Map<string, ResultText>();
  for (const { state, mutations } of files) {
    for (const mutation of mutations) {
      const verdict = verdicts.get(mutation.id);
      if (!verdict) continue;
      const row = rows.get(keyOf(mutation.collection, mutation.documentId));
      const isShown =
        isReadable(state) && !strangers.has(mutation.id) && row?.customerId === state.customerId;
      const gone = !isReadable(state) && state.customerId === mutation.customerId;
      results.set(mutation.id, {
        outcome: verdict.outcome,
        ...(verdict.reason && { reason: verdict.reason }),
        ...(verdict.fields && { fields: verdict.fields }),
        ...(isShown && { rowText: row.text }),
        ...(gone && state.customerId !== null && { evict: state.customerId }),
      });
    }
  }
  return results;
}

function isReadable({ customerId, visible }: FileState): boolean {
  return customerId === null || visible;
}

/** The JSON text of one result. */
export function resultJson(mutationId: string, result: ResultText): string {
  const { rowText, ...rest } = result;
  const text = JSON.stringify({ mutationId, ...rest });
  return rowText === undefined ? text : `${text.slice(0, -1)},"row":${rowText}}`;
}
