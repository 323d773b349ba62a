import { definitionOf } from '#shared/model/collections.ts';
import type { Mutation } from '#shared/model/mutation.ts';
import type { Client } from '../db/pool.ts';
import type { Scope } from '../pull/grants.ts';
import type { EditAuthor } from './apply-group.ts';
import type { FileState } from './file-state.ts';
import type { LockedGroup } from './lock-files.ts';
import { historyOf, lockDocuments } from './stored.ts';

/**
 * Files as some edits meet them: the documents they are about, locked, and the history that judges them. All files
 * see the same documents: what one edit makes is there for the next.
 */
export async function loadStates(
  client: Client,
  scope: Scope,
  author: EditAuthor,
  groups: readonly LockedGroup[],
  now: Date,
): Promise<FileState[]> {
  const mutations = groups.flatMap((group) => group.mutations);
  const documents = await lockDocuments(client, mutations);
  const weighty = mutations.filter(
    ({ op, collection, next }) =>
      op === 'update' && definitionOf(collection).kycFields.some((field) => Object.hasOwn(next, field)),
  );
  const history = await historyOf(
    client,
    [...new Set(weighty.map((mutation) => mutation.documentId))],
    Math.min(...weighty.map((mutation) => mutation.baseRev)),
  );
  const people = await existingPeople(client, mutations);
  const { userId, name, deviceId } = author;
  return groups.map(({ customerId, visible }) => ({
    author: { userId, name, deviceId, role: scope.role, taken: scope.taken },
    writer: { userId, name, deviceId },
    customerId,
    visible,
    parksAll: author.parksAll ?? false,
    documents,
    history,
    people,
    now,
    changes: [],
    inbox: [],
    parked: [],
    requests: [],
  }));
}

async function existingPeople(client: Client, mutations: readonly Mutation[]): Promise<Set<string>> {
  const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
  const named = mutations.flatMap(({ collection, op, documentId, next }) => [
    ...[next.assigneeId, next.ownerId].filter((id) => typeof id === 'string' && uuid.test(id)),
    // What has the id of a person is what that person set for themselves.
    ...(collection === 'personal' && op === 'create' ? [documentId] : []),
  ]);
  if (named.length === 0) return new Set();
  const found = await client.query<{ id: string }>('select id from users where id = any ($1::uuid[])', [
    named,
  ]);
  return new Set(found.rows.map((row) => row.id));
}
