import { sameJson } from '#shared/merge/three-way.ts';
import { definitionOf } from '#shared/model/collections.ts';
import type { FieldValues, Mutation } from '#shared/model/mutation.ts';
import { faultyFields } from './faulty-fields.ts';
import type { FileState } from './file-state.ts';
import { keyOf, type Verdict } from './stored.ts';

/** A new document: checked whole, its author as the server knows them. */
export function judgeCreate(state: FileState, mutation: Mutation): Verdict {
  const { collection, documentId, next } = mutation;
  for (const field of ['id', 'customerId'] as const) {
    const wanted = field === 'id' ? documentId : mutation.customerId;
    if (next[field] !== undefined && next[field] !== wanted) return invalid([field]);
  }
  const stranger = ['authorId', 'createdById', 'completedById'].filter(
    (field) => typeof next[field] === 'string' && next[field] !== state.writer.userId,
  );
  if (stranger.length > 0) return { outcome: 'rejected', reason: 'not_allowed', fields: stranger };
  const doc = compose(state, mutation);
  const existing = state.documents.get(keyOf(collection, documentId));
  if (existing) {
    // The same document once more, under a new mutation id: a device that was rebuilt sends it again.
    const own = doc.authorId ?? doc.createdById;
    const same = own === state.writer.userId && existing.customerId === state.customerId;
    if (same && sameJson(existing.doc, doc)) return { outcome: 'accepted' };
    return { outcome: 'rejected', reason: 'already_exists' };
  }
  const faulty = faultyFields(collection, doc);
  if (faulty.length > 0) return invalid(faulty);
  if (typeof doc.assigneeId === 'string' && !state.people.has(doc.assigneeId)) return invalid(['assigneeId']);
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

function compose(state: FileState, mutation: Mutation): FieldValues {
  const given = Object.fromEntries(Object.entries(mutation.next).filter(([, value]) => value !== null));
  const { schema } = definitionOf(mutation.collection);
  const has = (field: string) => 'shape' in schema && Object.hasOwn(schema.shape as object, field);
  return {
    ...given,
    id: mutation.documentId,
    ...(mutation.customerId !== undefined && { customerId: mutation.customerId }),
    ...(has('authorId') && { authorId: state.writer.userId }),
    // The name in the staff list, whatever the device had.
    ...(has('authorName') && { authorName: state.writer.name }),
    ...(has('createdById') && { createdById: state.writer.userId }),
  };
}

function invalid(fields: string[]): Verdict {
  return { outcome: 'rejected', reason: 'invalid', fields };
}
