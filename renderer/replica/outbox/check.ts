import { abilityOf, hiddenFieldsOf, requestableFieldsOf, writableFieldsOf } from '#shared/access/ability.ts';
import type { Rights } from '#shared/access/field-rules.ts';
import { applyFields } from '#shared/merge/three-way.ts';
import { definitionOf } from '#shared/model/collections.ts';
import type { Mutation } from '#shared/model/mutation.ts';
import { ReplicaError } from '../api/error.ts';
import { entityOf, type RawDocument } from '../database/documents.ts';
import { requestedFieldsOf } from './requested.ts';

/** Refuses what the server would refuse to this author, before it is said to be saved: `not_allowed`. */
export function checkAllowed(rights: Rights, edit: Mutation): void {
  const { collection, op, next } = edit;
  if (op === 'create') {
    const refused = [...definitionOf(collection).masteredFields, ...hiddenFieldsOf(rights, collection)];
    const may = abilityOf(rights.role).can('create', collection);
    if (!may || refused.some((field) => field in next)) throw new ReplicaError('not_allowed');
    return;
  }
  const allowed = [...writableFieldsOf(rights, collection), ...requestableFieldsOf(rights, collection)];
  if (Object.keys(next).some((field) => !allowed.includes(field))) throw new ReplicaError('not_allowed');
}

/**
 * Refuses values that the model does not know: `invalid`. What is only asked for is not in `result`, and is looked at
 * as if it were granted. A document can hold faults of an import in fields that
 * this edit does not touch; they are no reason to refuse it.
 */
export function checkValid(edit: Mutation, result: RawDocument): void {
  // The replica's own note beside a document, which no entity has.
  if ('rev' in edit.next) throw new ReplicaError('invalid');
  const { rev, ...entity } = applyFields(entityOf(result), requestedFieldsOf(edit));
  const checked = definitionOf(edit.collection).schema.safeParse(entity);
  if (checked.success) return;
  const own = checked.error.issues.some((issue) => {
    const isUnknown = issue.code === 'unrecognized_keys' && issue.path.length === 0;
    const fields = isUnknown ? issue.keys : issue.path.slice(0, 1).map(String);
    return edit.op === 'create' || fields.some((field) => field in edit.next);
  });
  if (own) throw new ReplicaError('invalid');
}
