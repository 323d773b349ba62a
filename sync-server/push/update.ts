import { requestableFieldsOf } from '#shared/access/ability.ts';
import { applyFields, mergeThreeWay } from '#shared/merge/three-way.ts';
import { definitionOf } from '#shared/model/collections.ts';
import type { FieldValues, Mutation } from '#shared/model/mutation.ts';
import { faultyFields } from './faulty-fields.ts';
import type { FileState } from './file-state.ts';
import { reportConflict, reportRequest } from './inbox-items.ts';
import { foreignFields, missingPeople } from './people.ts';
import { keyOf, type StoredDocument, type Verdict } from './stored.ts';

/**
 * A change of a document: merged by field on the raw one, so that what the author may not see is never blanked.
 * What does not conflict is applied; what does waits for its author in the inbox, with both values.
 */
export function judgeUpdate(state: FileState, edit: Mutation): Verdict {
  const { collection } = edit;
  const { own: mutation, requested } = divide(state, edit);
  const document = state.documents.get(keyOf(collection, mutation.documentId));
  if (!document || document.deleted || !isOwn(state, document)) {
    return { outcome: 'rejected', reason: 'not_found' };
  }
  const foreign = foreignFields(state, mutation);
  if (foreign.length > 0) return { outcome: 'rejected', reason: 'not_allowed', fields: foreign };
  const missing = missingPeople(state, mutation);
  if (missing.length > 0) return { outcome: 'rejected', reason: 'invalid', fields: missing };
  const { kycFields } = definitionOf(collection);
  const { set, conflicts, merged } = mergeThreeWay({
    base: baseAsStored(state, document, mutation, kycFields),
    next: mutation.next,
    current: document.doc,
    kycFields,
  });
  const changed = applyFields(document.doc, set);
  // Faults elsewhere in the document are older than this edit and not its author's to mend.
  const faulty = faultyFields(collection, changed).filter((field) => Object.hasOwn(set, field));
  if (faulty.length > 0) return { outcome: 'rejected', reason: 'invalid', fields: faulty };
  const refused = requested.length > 0 ? request(state, document, edit, requested) : [];
  if (refused.length > 0) return { outcome: 'rejected', reason: 'invalid', fields: refused };
  for (const [field, after] of Object.entries(set)) {
    state.changes.push({ document, field, before: document.doc[field] ?? null, after, mutation });
  }
  if (Object.keys(set).length > 0) {
    document.doc = changed;
    document.changed = true;
  }
  if (conflicts.length > 0) {
    reportConflict(state, mutation, conflicts);
    const fields = conflicts.map((conflict) => conflict.field);
    return { outcome: 'conflict', reason: 'same_field_edited', fields };
  }
  if (requested.length > 0) return { outcome: 'parked', reason: 'needs_approval', fields: requested };
  return { outcome: merged ? 'merged' : 'accepted' };
}

/** What the author may write themselves, and the fields for which a second person is asked. */
function divide(state: FileState, mutation: Mutation): { own: Mutation; requested: string[] } {
  const requestable = requestableFieldsOf(state.author, mutation.collection);
  const requested = Object.keys(mutation.next).filter((field) => requestable.includes(field));
  if (requested.length === 0) return { own: mutation, requested };
  const rest = Object.entries(mutation.next).filter(([field]) => !requested.includes(field));
  return { own: { ...mutation, next: Object.fromEntries(rest) }, requested };
}

/** Asks a second person for fields that core banking masters. Values that break the schema are not asked for. */
function request(state: FileState, document: StoredDocument, mutation: Mutation, fields: string[]): string[] {
  const pick = (from: FieldValues) => Object.fromEntries(fields.map((field) => [field, from[field] ?? null]));
  const next = pick(mutation.next);
  const faulty = faultyFields(mutation.collection, applyFields(document.doc, next));
  const refused = fields.filter((field) => faulty.includes(field));
  if (refused.length === 0) {
    state.requests.push({ mutation, base: pick(document.doc), next });
    reportRequest(state, mutation, pick(document.doc), next);
  }
  return refused;
}

function isOwn(state: FileState, document: StoredDocument): boolean {
  if (definitionOf(document.collection).belongsTo === 'user') {
    return document.doc.ownerId === state.author.userId;
  }
  return document.customerId === state.customerId;
}

/**
 * What the author started from. For fields of know-your-customer weight the client's word is not enough: somebody
 * else's change after the revision that the author saw makes the value before that change the base. The author's
 * own changes from this device are no surprise to them, though the device had not heard of their revision yet.
 */
function baseAsStored(
  state: FileState,
  document: StoredDocument,
  mutation: Mutation,
  kycFields: readonly string[],
): FieldValues {
  const base = { ...mutation.base };
  for (const field of Object.keys(mutation.next)) {
    if (!kycFields.includes(field)) continue;
    const foreign = state.history.find(
      (row) =>
        row.document_id === document.id &&
        row.field === field &&
        row.rev > mutation.baseRev &&
        !(row.changed_by === state.writer.userId && row.device_id === state.writer.deviceId),
    );
    if (foreign) base[field] = foreign.old_value;
    else if (isWholeHistory(state, document, mutation.baseRev)) base[field] = document.doc[field] ?? null;
  }
  return base;
}

/**
 * Whether every revision since is in the history. An import writes documents without it; then what the author says
 * to have seen is compared with what is there.
 */
function isWholeHistory(state: FileState, document: StoredDocument, since: number): boolean {
  if (since > document.rev) return false;
  const revs = new Set(state.history.filter((row) => row.document_id === document.id).map((row) => row.rev));
  for (let rev = since + 1; rev <= document.rev; rev++) if (!revs.has(rev)) return false;
  return true;
}
