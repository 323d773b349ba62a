import type { FieldValues, Mutation } from '#shared/model/mutation.ts';
import type { StoredDocument, Verdict } from './stored.ts';

/**
 * What an author may make of an unattached contact. Whether the number is known and which log it became is the
 * server's to say; from `unknown` it is corrected and waits again, or is given up.
 */
export function refuseState(before: StoredDocument | undefined, { op, next }: Mutation): Verdict | undefined {
  const kind = op === 'create' ? next.kind : before?.doc.kind;
  if (kind !== 'unattached') return undefined;
  const refused = ['contactLogId', 'state'].filter(
    (field) => Object.hasOwn(next, field) && !isAllowed(field),
  );
  return refused.length > 0
    ? { outcome: 'rejected', reason: 'field_not_writable', fields: refused }
    : undefined;

  function isAllowed(field: string): boolean {
    if (field === 'contactLogId') return next.contactLogId === null;
    if (op === 'create') return next.state === 'waiting';
    return isStep(before?.doc.state, next.state);
  }
}

function isStep(from: FieldValues[string] | undefined, to: FieldValues[string] | undefined): boolean {
  return from !== 'matched' && (to === 'waiting' || to === 'discarded' || to === from);
}
