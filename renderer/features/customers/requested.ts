import type { EditGroups, EditItem } from '#renderer/ui/edit-items.ts';
import { requestableFieldsOf } from '#shared/access/ability.ts';
import { asDesigned } from '#shared/access/field-rules.ts';
import { roleName } from '#shared/access/roles.ts';
import type { FieldValues } from '#shared/model/mutation.ts';

/** Fields of a customer that some role may ask to have changed. */
const requestable = new Set(
  roleName.options.flatMap((role) => requestableFieldsOf(asDesigned(role), 'customers')),
);

/** What this user has asked to have changed of a customer and nobody has decided yet, by field. */
export function requestedOf(
  edits: Pick<EditGroups, 'attention' | 'waiting'>,
  customerId: string,
): FieldValues {
  const open = [...edits.attention, ...edits.waiting].filter(
    (item) => item.collection === 'customers' && item.documentId === customerId && isOpen(item),
  );
  const oldestFirst = open.sort((a, b) => a.at.localeCompare(b.at));
  return Object.assign({}, ...oldestFirst.map(requestedBy)) as FieldValues;
}

function isOpen({ state, reason, inboxItem }: EditItem): boolean {
  if (state === 'pending' || state === 'sending') return true;
  return state === 'parked' && reason === 'needs_approval' && inboxItem?.decision === undefined;
}

function requestedBy({ entry, conflicts }: EditItem): FieldValues {
  const values = entry?.next ?? Object.fromEntries(conflicts.map(({ field, mine }) => [field, mine ?? null]));
  return Object.fromEntries(Object.entries(values).filter(([field]) => requestable.has(field)));
}
