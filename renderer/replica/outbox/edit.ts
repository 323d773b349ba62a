import type { RoleName } from '#shared/access/roles.ts';
import { sameJson } from '#shared/merge/three-way.ts';
import { definitionOf } from '#shared/model/collections.ts';
import type { FieldValues, Mutation } from '#shared/model/mutation.ts';
import { type EditInput, ReplicaError } from '../api.ts';
import { type RawDocument, rawOf, readRaw, writeRaw } from '../database/documents.ts';
import type { Database } from '../database/open.ts';
import { type Clock, isoOf } from '../deps.ts';
import { checkAllowed, checkValid } from './check.ts';
import { compose, fieldsOf, serverVersionOf } from './compose.ts';
import type { Outbox } from './outbox.ts';

export interface EditContext {
  database: Database;
  outbox: Outbox;
  role: RoleName;
  clock: Clock;
  newId(): string;
}

/**
 * Saves one edit. The outbox row is written first: a crash before the document is made good at the next open, one
 * the other way round would show an edit that nobody will ever send. An edit that changes nothing is no edit; its
 * `mutationId` is empty.
 */
export async function saveEdit(
  context: EditContext,
  input: EditInput,
): Promise<{ mutationId: string; documentId: string }> {
  const { database, outbox } = context;
  const collection = database.collections[input.collection];
  const documentId = input.documentId ?? context.newId();
  return await database.exclusive(async () => {
    const known = await readRaw(collection, [documentId]);
    const stored = rawOf(known.get(documentId));
    if (stored === undefined && input.documentId !== undefined) throw new ReplicaError('not_found');
    const edit = mutationOf(context, input, documentId, stored);
    if (edit.op === 'update' && Object.keys(edit.next).length === 0) return { mutationId: '', documentId };
    checkAllowed(context.role, edit);
    const edits = [...outbox.pendingOf(input.collection, documentId), edit];
    const result = compose(serverVersionOf(stored), edits);
    if (result === undefined) throw new ReplicaError('not_found');
    checkValid(edit, result);
    await outbox.append(edit);
    try {
      await writeRaw(collection, [{ id: documentId, document: result }], known);
    } catch (error) {
      // The author is told that it was not saved, so it must not be sent either. On a disk that refuses even that,
      // the row is sent after all: better an edit twice than none.
      await outbox.remove(edit.id).catch(() => undefined);
      throw error;
    }
    return { mutationId: edit.id, documentId };
  });
}

/** The edit as it will travel; `base` is what the author saw, earlier unanswered edits included. */
function mutationOf(
  context: EditContext,
  input: EditInput,
  documentId: string,
  stored: RawDocument | undefined,
): Mutation {
  const inFile = definitionOf(input.collection).belongsTo === 'file';
  const customerId = inFile ? (stored?.customerId ?? input.customerId) : undefined;
  const seen = stored === undefined ? {} : fieldsOf(stored);
  const wanted: FieldValues =
    stored === undefined && customerId !== undefined ? { customerId, ...input.next } : input.next;
  const changed = Object.entries(wanted).filter(([field, value]) => !sameJson(seen[field] ?? null, value));
  return {
    id: context.newId(),
    collection: input.collection,
    documentId,
    ...(customerId === undefined ? {} : { customerId }),
    op: stored === undefined ? 'create' : 'update',
    intent: input.intent,
    baseRev: seenRev(stored, context.outbox.pendingOf(input.collection, documentId), changed),
    base:
      stored === undefined ? {} : Object.fromEntries(changed.map(([field]) => [field, seen[field] ?? null])),
    next: Object.fromEntries(changed),
    at: isoOf(context.clock.now()),
  };
}

/**
 * The revision at which the author saw the fields of this edit. Under an own unanswered edit of such a field a newer
 * value of somebody else's may have arrived that the screen never showed: what was seen is as old as that edit.
 */
function seenRev(
  stored: RawDocument | undefined,
  pending: readonly Mutation[],
  changed: readonly [field: string, value: unknown][],
): number {
  const covering = pending.filter((edit) => changed.some(([field]) => Object.hasOwn(edit.next, field)));
  return Math.min(stored?.rev ?? 0, ...covering.map((edit) => edit.baseRev));
}
