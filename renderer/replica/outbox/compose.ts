import { applyFields, mergeThreeWay } from '#shared/merge/three-way.ts';
import type { FieldValues, Mutation } from '#shared/model/mutation.ts';
import { type RawDocument, withoutShadow } from '../database/documents.ts';
import { writtenFieldsOf } from './requested.ts';

/**
 * What the replica shows of a document: the server's version with the unanswered edits of this device on top, in
 * their order. The person's own value always wins here, also where the server will call it a conflict: what was
 * typed must not vanish from the screen before the server has spoken. What can only be asked for is not shown as if it
 * were granted. `undefined`: there is nothing to show.
 */
export function compose(
  server: RawDocument | undefined,
  edits: readonly Mutation[],
): RawDocument | undefined {
  let view = server === undefined ? undefined : withoutShadow(server);
  for (const edit of edits) {
    if (view !== undefined) {
      const { set } = mergeThreeWay({
        ...edit,
        next: writtenFieldsOf(edit),
        current: fieldsOf(view),
        kycFields: [],
      });
      view = applyFields(view, set);
    } else if (edit.op === 'create') {
      view = applyFields({ id: edit.documentId, rev: 0 }, edit.next);
    }
  }
  if (view === undefined || server === undefined || edits.length === 0) return view;
  return { ...view, shadow: shadowOf(server, edits) };
}

/** The server's version of a stored document; `undefined` for one that the server has never seen. */
export function serverVersionOf(stored: RawDocument | undefined): RawDocument | undefined {
  if (stored === undefined || stored.rev === 0) return undefined;
  return applyFields(withoutShadow(stored), stored.shadow ?? {});
}

function shadowOf(server: RawDocument, edits: readonly Mutation[]): FieldValues {
  const fields = fieldsOf(server);
  const touched = new Set(edits.flatMap((edit) => Object.keys(edit.next)));
  return Object.fromEntries([...touched].map((field) => [field, fields[field] ?? null]));
}

/** Documents come from JSON and are stored as such: every field holds a JSON value. */
export function fieldsOf(document: RawDocument): FieldValues {
  return document as FieldValues;
}
