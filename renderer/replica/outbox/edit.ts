import type { Rights } from '#shared/access/field-rules.ts';
import { sameJson } from '#shared/merge/three-way.ts';
import { definitionOf } from '#shared/model/collections.ts';
import type { FieldValues, Mutation, WritableCollection } from '#shared/model/mutation.ts';
import type { SealedCopy } from '#shared/protocol/device.ts';
import { type EditInput, MOST_EDITS } from '../api/edits.ts';
import { ReplicaError } from '../api/error.ts';
import { type DocumentData, type Part, type RawDocument, rawOf, readRaw } from '../database/documents.ts';
import type { Database } from '../database/open.ts';
import { type Clock, isoOf, type Journal } from '../deps.ts';
import type { Sequence } from '../device/sequence.ts';
import { keyOf } from '../sync/guard.ts';
import { checkAllowed, checkValid } from './check.ts';
import { compose, fieldsOf, serverVersionOf } from './compose.ts';
import type { Outbox } from './outbox.ts';

export interface EditContext {
  database: Database;
  outbox: Outbox;
  author: Rights & { id: string };
  clock: Clock;
  newId(): string;
  deviceId: string;
  sequence: Sequence;
  /** The run of the database that the replica is of; empty while that is not known. */
  run: string | undefined;
  /** Signs the edit and seals it to the server. */
  seal(mutation: Mutation): Promise<SealedCopy>;
  journal: Journal;
}

export interface Saved {
  /** Empty where the edit changes nothing. */
  mutationId: string;
  documentId: string;
}

/**
 * Saves one edit: the document and its outbox row in one commit, and beside it the sealed copy in the machine's
 * journal. It is saved when both are durable. An edit that changes nothing is no edit; its `mutationId` is empty.
 */
export async function saveEdit(context: EditContext, input: EditInput): Promise<Saved> {
  const [saved] = await saveEdits(context, [input]);
  if (saved === undefined) throw new ReplicaError('invalid');
  return saved;
}

/**
 * Saves edits in their order, all of them or none: each is judged on top of those before it, and the first that is
 * refused refuses all. One commit in each log that they are about, and one write of the journal.
 */
export async function saveEdits(context: EditContext, inputs: readonly EditInput[]): Promise<Saved[]> {
  if (inputs.length > MOST_EDITS) throw new ReplicaError('payload_too_large');
  const wanted = inputs.map((input) => ({
    input,
    documentId: input.documentId ?? input.newDocumentId ?? context.newId(),
  }));
  return await context.database.exclusive(async () => {
    const drafts = await readDrafts(context, wanted);
    const saved = wanted.map(({ input, documentId }) => {
      const draft = drafts.get(keyOf(input.collection, documentId));
      const edit = draft === undefined ? undefined : judge(context, draft, input, documentId);
      return { mutationId: edit?.id ?? '', documentId, edit };
    });
    const edits = saved.flatMap(({ edit }) => edit ?? []);
    if (edits.length > 0) {
      const changed = [...drafts.values()].filter((draft) => draft.edited);
      await saveTwice(context, edits, {
        store: () => context.outbox.append(edits, context.author.id, partsOf(context, changed, 'view')),
        undo: () =>
          context.outbox.remove(
            edits.map(({ id }) => id),
            partsOf(context, changed, 'before'),
          ),
      });
    }
    return saved.map(({ mutationId, documentId }) => ({ mutationId, documentId }));
  });
}

/** A document as the edits so far leave it. */
interface DraftDocument {
  readonly collection: WritableCollection;
  readonly id: string;
  readonly stored: DocumentData | undefined;
  readonly before: RawDocument | undefined;
  /** Unanswered edits of it, those of this call last. */
  readonly edits: Mutation[];
  view: RawDocument | undefined;
  edited: boolean;
}

async function readDrafts(
  { database, outbox }: EditContext,
  wanted: readonly { input: EditInput; documentId: string }[],
): Promise<Map<string, DraftDocument>> {
  const drafts = new Map<string, DraftDocument>();
  for (const [collection, own] of Map.groupBy(wanted, ({ input }) => input.collection)) {
    const ids = [...new Set(own.map(({ documentId }) => documentId))];
    const known = await readRaw(database.collections[collection], ids);
    for (const id of ids) {
      const stored = known.get(id);
      const before = rawOf(stored);
      const edits = outbox.pendingOf(collection, id);
      drafts.set(keyOf(collection, id), {
        collection,
        id,
        stored,
        before,
        edits,
        view: before,
        edited: false,
      });
    }
  }
  return drafts;
}

/** Puts one edit on top of a document; `undefined`: it changes nothing. Throws what the author is told. */
function judge(
  context: EditContext,
  draft: DraftDocument,
  input: EditInput,
  documentId: string,
): Mutation | undefined {
  const { view } = draft;
  if (view === undefined && input.documentId !== undefined) throw new ReplicaError('not_found');
  if (view !== undefined && input.documentId === undefined) return undefined;
  const edit = mutationOf(context, input, documentId, draft);
  if (edit.op === 'update' && Object.keys(edit.next).length === 0) return undefined;
  checkAllowed(context.author, edit);
  draft.edits.push(edit);
  const result = compose(serverVersionOf(view), draft.edits);
  if (result === undefined) throw new ReplicaError('not_found');
  checkValid(edit, result);
  draft.view = result;
  draft.edited = true;
  return edit;
}

function partsOf(
  { database }: EditContext,
  drafts: readonly DraftDocument[],
  which: 'view' | 'before',
): Part[] {
  return [...Map.groupBy(drafts, (draft) => draft.collection)].map(([name, own]) => ({
    collection: database.collections[name],
    changes: own.map((draft) => ({ id: draft.id, document: draft[which] ?? null })),
    // What was read is what lies there, until it is written once.
    ...(which === 'view' && {
      known: new Map(own.flatMap(({ id, stored }) => (stored === undefined ? [] : [[id, stored] as const]))),
    }),
  }));
}

/**
 * Stores edits and their sealed copies at the same time, for each waits for a disk. What only one of them took is taken
 * back, for the author is told that it is not saved. A machine that refuses even that sends it after all: better an
 * edit twice than none.
 */
async function saveTwice(
  { seal, journal, sequence, deviceId }: EditContext,
  edits: readonly Mutation[],
  storage: { store(): Promise<void>; undo(): Promise<void> },
): Promise<void> {
  // Not before now: an edit that is refused or changes nothing takes no number.
  const { first, durable } = await sequence.take(deviceId, edits.length);
  for (const [index, edit] of edits.entries()) edit.seq = first + index;
  const storing = storage.store();
  const copying = (async () => {
    const copies = await Promise.all(edits.map((edit) => seal(edit)));
    const [only, ...more] = copies;
    if (only !== undefined && more.length === 0) {
      await journal.appendJournal(only);
    } else {
      // Of several a crash must leave all or none: in the outbox they are one commit.
      await storing;
      await journal.appendJournalBatch(copies);
    }
  })();
  const [copied, stored, numbered] = await Promise.allSettled([copying, storing, durable]);
  const kept = [copied, stored, numbered].every(({ status }) => status === 'fulfilled');
  if (kept) return;
  if (stored.status === 'fulfilled') await storage.undo().catch(() => undefined);
  if (copied.status === 'fulfilled') {
    await journal.removeFromJournal(edits.map(({ id }) => id)).catch(() => undefined);
  }
  if (stored.status === 'rejected') throw stored.reason;
  throw new ReplicaError('storage_full');
}

/** The edit as it will travel; `base` is what the author saw, earlier unanswered edits included. */
function mutationOf(
  context: EditContext,
  input: EditInput,
  documentId: string,
  { view: stored, edits }: DraftDocument,
): Mutation {
  const inFile = definitionOf(input.collection).belongsTo === 'file';
  const customerId = inFile ? (stored?.customerId ?? input.customerId) : undefined;
  const seen = stored === undefined ? {} : fieldsOf(stored);
  const wanted: FieldValues =
    stored === undefined && customerId !== undefined ? { customerId, ...input.next } : input.next;
  const changed = Object.entries(wanted).filter(([field, value]) => !sameJson(seen[field] ?? null, value));
  // Under an own unanswered edit of such a field a newer value of somebody else's may have arrived that the screen never
  // showed: what was seen is as old as that edit, and of the run that it is of.
  const covering = edits.filter((edit) => changed.some(([field]) => Object.hasOwn(edit.next, field)));
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
