import { abilityOf, hiddenFieldsOf, requestableFieldsOf, writableFieldsOf } from '#shared/access/ability.ts';
import { definitionOf } from '#shared/model/collections.ts';
import type { Mutation } from '#shared/model/mutation.ts';
import { judgeCreate } from './create.ts';
import type { FileState } from './file-state.ts';
import { park } from './inbox-items.ts';
import { isFieldOf } from './parse.ts';
import { keyOf, type Verdict } from './stored.ts';
import { refuseState } from './unattached.ts';
import { judgeUpdate } from './update.ts';

/**
 * What becomes of one edit, and its effect on the file in memory. Rights over fields come first: they need no
 * data, so a refusal tells nothing about a file that the author may not see.
 */
export function judge(state: FileState, mutation: Mutation): Verdict {
  const before = state.documents.get(keyOf(mutation.collection, mutation.documentId));
  const refusal = refuseByRole(state, mutation) ?? refuseState(before, mutation);
  if (refusal) return refusal;
  // A file that does not exist is answered like one that is out of scope: the answer must not tell which.
  if (mutation.customerId !== undefined && (!state.visible || state.parksAll))
    return { outcome: 'parked', reason: park(state, mutation) };
  return mutation.op === 'create' ? judgeCreate(state, mutation) : judgeUpdate(state, mutation);
}

function refuseByRole(state: FileState, mutation: Mutation): Verdict | undefined {
  const { collection, op } = mutation;
  const { author } = state;
  const definition = definitionOf(collection);
  const fields = Object.keys(mutation.next);
  const unknown = fields.filter((field) => !isFieldOf(collection, field));
  if (unknown.length > 0) {
    // Names made up by the sender are not sent back.
    return { outcome: 'rejected', reason: 'unknown_field' };
  }
  if (op === 'create') {
    if (!abilityOf(author.role).can('create', collection))
      return { outcome: 'rejected', reason: 'not_allowed' };
    const unseen = hiddenFieldsOf(author, collection);
    const refused = fields.filter(
      (field) => definition.masteredFields.includes(field) || unseen.includes(field),
    );
    return refused.length > 0
      ? { outcome: 'rejected', reason: 'field_not_writable', fields: refused }
      : undefined;
  }
  if (definition.appendOnly) return { outcome: 'rejected', reason: 'append_only' };
  const writable = [...writableFieldsOf(author, collection), ...requestableFieldsOf(author, collection)];
  if (writable.length === 0) return { outcome: 'rejected', reason: 'not_allowed' };
  const refused = fields.filter((field) => !writable.includes(field));
  return refused.length > 0
    ? { outcome: 'rejected', reason: 'field_not_writable', fields: refused }
    : undefined;
}
