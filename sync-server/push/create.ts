import { nextTaskId } from '#shared/domain/recurrence.ts';
import { sameJson } from '#shared/merge/three-way.ts';
import { definitionOf } from '#shared/model/collections.ts';
import type { FieldValues, Mutation } from '#shared/model/mutation.ts';
import { faultyFields } from './faulty-fields.ts';
import type { FileState } from './file-state.ts';
import { isFieldOf } from './parse.ts';
import { foreignFields, missingPeople } from './people.ts';
import { keyOf, type StoredDocument, type Verdict } from './stored.ts';
import { judgeUpdate } from './update.ts';

/** A new document: checked whole, its author as the server knows them. */
export function judgeCreate(state: FileState, mutation: Mutation): Verdict {
  const { collection, documentId, next } = mutation;
  const isInFile = definitionOf(collection).belongsTo === 'file';
  if (next.id !== undefined && next.id !== documentId) return invalid(['id']);
  if (isInFile && next.customerId !== undefined && next.customerId !== mutation.customerId) {
    return invalid(['customerId']);
  }
  const stranger = foreignFields(state, mutation);
  if (stranger.length > 0) return { outcome: 'rejected', reason: 'not_allowed', fields: stranger };
  const doc = compose(state, mutation);
  const existing = state.documents.get(keyOf(collection, documentId));
  if (existing?.doc.kind === 'preferences' && doc.kind === 'preferences' && isIdFree(state, mutation)) {
    const { id, ownerId, kind, ...set } = next;
    return judgeUpdate(state, { ...mutation, op: 'update', next: set });
  }
  if (existing && isOwnReminder(existing, mutation, state.writer.userId)) {
    const { state: done, until = null, taskId = null } = next;
    return judgeUpdate(state, { ...mutation, op: 'update', next: { state: done ?? null, until, taskId } });
  }
  if (existing && isSameTurn(existing, mutation)) return { outcome: 'accepted' };
  if (existing) {
    // The same document once more, under a new mutation id: a device that was rebuilt sends it again.
    const own = doc.authorId ?? doc.createdById ?? doc.ownerId;
    const same = own === state.writer.userId && existing.customerId === state.customerId;
    if (same && sameJson(existing.doc, doc)) return { outcome: 'accepted' };
    return { outcome: 'rejected', reason: 'already_exists' };
  }
  const faulty = [
    ...faultyFields(collection, doc),
    ...missingPeople(state, mutation),
    ...(isIdFree(state, mutation) ? [] : ['id']),
  ];
  if (faulty.length > 0) return invalid([...new Set(faulty)]);
  state.documents.set(keyOf(collection, documentId), {
    collection,
    id: documentId,
    customerId: state.customerId,
    deleted: false,
    doc,
    rev: 0,
    changed: true,
  });
  return { outcome: 'accepted' };
}

/** What somebody did with a reminder on one device, and then on another: one document, its id follows from the two. */
function isOwnReminder({ doc }: StoredDocument, { next }: Mutation, writerId: string): boolean {
  return (
    doc.kind === 'reminder' && next.kind === 'reminder' && doc.key === next.key && doc.ownerId === writerId
  );
}

/**
 * The next task of a series, made by everybody who completes the one before it: its id follows from that one's. It is
 * there, which is all that the second one wants.
 */
function isSameTurn(
  existing: StoredDocument,
  { collection, documentId, customerId, next }: Mutation,
): boolean {
  return (
    collection === 'tasks' &&
    typeof next.previousId === 'string' &&
    existing.doc.previousId === next.previousId &&
    existing.customerId === customerId &&
    documentId === nextTaskId(next.previousId)
  );
}

/**
 * One's own preferences have one's own id, so that what two devices made of them is one document; nothing else has the id of a
 * person, or it would stand in the way of theirs.
 */
function isIdFree(state: FileState, { collection, documentId, next }: Mutation): boolean {
  if (collection !== 'personal') return true;
  return next.kind === 'preferences' ? documentId === state.writer.userId : !state.people.has(documentId);
}

function compose(state: FileState, mutation: Mutation): FieldValues {
  const given = Object.fromEntries(Object.entries(mutation.next).filter(([, value]) => value !== null));
  const has = (field: string) => isFieldOf(mutation.collection, field);
  return {
    ...given,
    id: mutation.documentId,
    ...(mutation.customerId !== undefined && { customerId: mutation.customerId }),
    ...(has('authorId') && { authorId: state.writer.userId }),
    // The name in the staff list, whatever the device had.
    ...(has('authorName') && { authorName: state.writer.name }),
    ...(has('createdById') && { createdById: state.writer.userId }),
    ...(definitionOf(mutation.collection).belongsTo === 'user' && { ownerId: state.writer.userId }),
  };
}

function invalid(fields: string[]): Verdict {
  return { outcome: 'rejected', reason: 'invalid', fields };
}
