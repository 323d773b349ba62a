import { fileFields } from '#renderer/features/customers/public.ts';
import type { EditInput } from '#renderer/replica/api/edits.ts';
import type { EditItem } from '#renderer/ui/edit-items.ts';
import { hiddenFieldsOf, requestableFieldsOf, writableFieldsOf } from '#shared/access/ability.ts';
import type { Rights } from '#shared/access/field-rules.ts';
import {
  type FieldValues,
  type Intent,
  type WritableCollection,
  writableCollection,
} from '#shared/model/mutation.ts';
import { type EditableField, editableField } from './editable-fields.ts';
import { type ReadField, readField } from './read-field.ts';

/** A refused edit as it can be sent once more. */
export interface Correction {
  readonly collection: WritableCollection;
  readonly intent: Intent;
  readonly customerId: string;
  /** Absent: a new document. */
  readonly documentId?: string;
  /** What is typed again. */
  readonly fields: readonly EditableField[];
  /** Sent as it was: what nobody types. */
  readonly kept: FieldValues;
  /** Fields that they may not write: sending them once more would be refused once more. */
  readonly leftOut: readonly string[];
}

export type CorrectionDraft = Record<string, string | string[]>;

const guesses: Partial<Record<WritableCollection, Intent>> = {
  customers: 'customer.edit',
  contactLogs: 'contactLog.add',
  tasks: 'task.edit',
  relationships: 'relationship.edit',
};

/** What its author was doing; of an edit that only the inbox remembers, what it was most likely. */
export function intentOf(item: EditItem): Intent | undefined {
  const collection = writableCollection.safeParse(item.collection).data;
  return item.entry?.intent ?? (collection && guesses[collection]);
}

/**
 * How a refused edit can be corrected; `null` where it cannot: its values have left this device, what it edits does
 * not exist any more, or exactly this exists already.
 */
export function correctionOf(item: EditItem, rights: Rights, exists: boolean): Correction | null {
  const collection = writableCollection.safeParse(item.collection);
  const { customerId, documentId } = item;
  const intent = intentOf(item);
  if (!collection.success || customerId === undefined || intent === undefined) return null;
  const isNew = intent.endsWith('.add');
  if (item.reason === 'already_exists' || (!isNew && !exists)) return null;
  const wanted = wantedOf(item);
  const writable = [
    ...writableFieldsOf(rights, collection.data),
    ...requestableFieldsOf(rights, collection.data),
  ];
  const hidden = hiddenFieldsOf(rights, collection.data);
  const sent = Object.keys(wanted).filter((name) =>
    isNew ? !hidden.includes(name) : writable.includes(name),
  );
  if (sent.length === 0) return null;
  const fields = sent.flatMap((name) => editableField(collection.data, name) ?? []);
  const typed = new Set(fields.map(({ name }) => name));
  return {
    collection: collection.data,
    intent,
    customerId,
    ...(isNew ? {} : { documentId }),
    fields,
    kept: Object.fromEntries(
      sent.filter((name) => !typed.has(name)).map((name) => [name, wanted[name] ?? null]),
    ),
    leftOut: Object.keys(wanted).filter((name) => !sent.includes(name)),
  };
}

/** The author's own values; those that the inbox keeps where this device's list has none. */
export function wantedOf(item: EditItem): FieldValues {
  if (item.entry !== undefined && Object.keys(item.entry.next).length > 0) return item.entry.next;
  return Object.fromEntries(
    item.conflicts.flatMap(({ field, mine }) => (mine === undefined ? [] : [[field, mine] as const])),
  );
}

/** What stands in the form at first: what was refused. */
export function draftOf(item: EditItem, { fields }: Correction): CorrectionDraft {
  const wanted = wantedOf(item);
  return Object.fromEntries(fields.map(({ name }) => [name, fileFields.typedOf(wanted[name])]));
}

type Problem = Extract<ReadField, { problem: object }>['problem'];

/** The edit to send, or what is wrong with each field. `stored` is the document as it is now. */
export function readCorrection(
  correction: Correction,
  draft: CorrectionDraft,
  stored: FieldValues,
  today: string,
): { edit: EditInput } | { problems: Record<string, Problem> } {
  const { collection, intent, customerId, documentId, fields, kept } = correction;
  const values: FieldValues = {};
  const problems: Record<string, Problem> = {};
  const document = { ...stored, ...(typeof draft.idType === 'string' && { idType: draft.idType }) };
  for (const field of fields) {
    const read = readField(collection, field, draft[field.name] ?? '', { today, document });
    if (read.problem === null) values[field.name] = read.value;
    else problems[field.name] = read.problem;
  }
  if (Object.keys(problems).length > 0) return { problems };
  // A new document has no field to clear.
  const next = Object.fromEntries(
    Object.entries({ ...kept, ...values }).filter(([, value]) => documentId !== undefined || value !== null),
  );
  return { edit: { collection, intent, customerId, ...(documentId !== undefined && { documentId }), next } };
}
