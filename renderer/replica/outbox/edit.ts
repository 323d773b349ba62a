import type { RoleName } from '#shared/access/roles.ts';
import { sameJson } from '#shared/merge/three-way.ts';
import { definitionOf } from '#shared/model/collections.ts';
import type { FieldValues, Mutation } from '#shared/model/mutation.ts';
import type { SealedCopy } from '#shared/protocol/device.ts';
import { type EditInput, ReplicaError } from '../api.ts';
import { type RawDocument, rawOf, readRaw } from '../database/documents.ts';
import type { Database } from '../database/open.ts';
import { type Clock, isoOf, type Journal } from '../deps.ts';
import { checkAllowed, checkValid } from './check.ts';
import { compose, fieldsOf, serverVersionOf } from './compose.ts';
import type { Outbox } from './outbox.ts';

export interface EditContext {
  database: Database;
  outbox: Outbox;
  author: { id: string; role: RoleName };
  clock: Clock;
  newId(): string;
  /** The run of the database that the replica is of; empty while that is not known. */
  run: string | undefined;
  /** Signs the edit and seals it to the server. */
  seal(mutation: Mutation): Promise<SealedCopy>;
  journal: Journal;
}

/**
 * Saves one edit: the document and its outbox row in one commit, and beside it the sealed copy in the machine's
 * journal. It is saved when both are durable. An edit that changes nothing is no edit; its `mutationId` is empty.
 */
export async function saveEdit(
  context: EditContext,
  input: EditInput,
): Promise<{ mutationId: string; documentId: string }> {
  const { database, outbox } = context;
  const collection = database.collections[input.collection];
  const documentId = input.documentId ?? input.newDocumentId ?? context.newId();
  return await database.exclusive(async () => {
    const known = await readRaw(collection, [documentId]);
    const stored = rawOf(known.get(documentId));
    if (stored === undefined && input.documentId !== undefined) throw new ReplicaError('not_found');
    if (stored !== undefined && input.documentId === undefined) return { mutationId: '', documentId };
    const edit = mutationOf(context, input, documentId, stored);
    if (edit.op === 'update' && Object.keys(edit.next).length === 0) return { mutationId: '', documentId };
    checkAllowed(context.author.role, edit);
    const edits = [...outbox.pendingOf(input.collection, documentId), edit];
    const result = compose(serverVersionOf(stored), edits);
    if (result === undefined) throw new ReplicaError('not_found');
    checkValid(edit, result);
    const part = (document: RawDocument | null) => ({ collection, changes: [{ id: documentId, document }] });
    await saveTwice(context, edit, {
      store: () => outbox.append(edit, context.author.id, [{ ...part(result), known }]),
      undo: () => outbox.remove(edit.id, [part(stored ?? null)]),
    });
    return { mutationId: edit.id, documentId };
  });
}

/**
 * Stores an edit and its sealed copy at the same time, for each waits for a disk. What only one of them took is taken
 * back, for the author is told that it is not saved. A machine that refuses even that sends it after all: better an
 * edit twice than none.
 */
async function saveTwice(
  { seal, journal }: EditContext,
  edit: Mutation,
  storage: { store(): Promise<void>; undo(): Promise<void> },
): Promise<void> {
  const copy = async () => await journal.appendJournal(await seal(edit));
  const [copied, stored] = await Promise.allSettled([copy(), storage.store()]);
  if (copied.status === 'fulfilled' && stored.status === 'fulfilled') return;
  if (stored.status === 'fulfilled') await storage.undo().catch(() => undefined);
  if (copied.status === 'fulfilled') await journal.removeFromJournal([edit.id]).catch(() => undefined);
  if (stored.status === 'rejected') throw stored.reason;
  throw new ReplicaError('storage_full');
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
  // Under an own unanswered edit of such a field a newer value of somebody else's may have arrived that the screen never
  // showed: what was seen is as old as that edit, and of the run that it is of.
  const covering = context.outbox
    .pendingOf(input.collection, documentId)
    .filter((edit) => changed.some(([field]) => Object.hasOwn(edit.next, field)));
  const run = covering.every((edit) => edit.run === context.run) ? context.run : '';
  return {
    id: context.newId(),
    collection: input.collection,
    documentId,
    ...(customerId === undefined ? {} : { customerId }),
    op: stored === undefined ? 'create' : 'update',
    intent: input.intent,
    ...(run === undefined ? {} : { run }),
    baseRev: Math.min(stored?.rev ?? 0, ...covering.map((edit) => edit.baseRev)),
    base:
      stored === undefined ? {} : Object.fromEntries(changed.map(([field]) => [field, seen[field] ?? null])),
    next: Object.fromEntries(changed),
    at: isoOf(context.clock.now()),
  };
}
