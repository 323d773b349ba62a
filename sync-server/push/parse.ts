import { recordedAct, type SentMutation } from '#shared/model/act.ts';
import { collections, fieldNamesOf } from '#shared/model/collections.ts';
import { type Mutation, mutation } from '#shared/model/mutation.ts';
import { isStorable } from '../http/storable.ts';

/** A mutation that cannot be read is answered alone, with whatever id it came with. */
export type Parsed =
  | { readonly ok: true; readonly mutation: SentMutation; readonly sentId: string }
  | { readonly ok: false; readonly mutationId: string; readonly fields: string[] };

const collectionOfIntent: Record<string, string> = {
  customer: 'customers',
  contactLog: 'contactLogs',
  task: 'tasks',
  relationship: 'relationships',
  case: 'cases',
  inbox: 'inbox',
  personal: 'personal',
};

export function parseMutation(value: unknown): Parsed {
  const refused = (fields: string[]): Parsed => ({ ok: false, mutationId: echo(value), fields });
  // Before zod, which recurses: a value made to be deep must not get that far.
  if (!isStorable(value)) return refused([]);
  const parsed = (isAct(value) ? recordedAct : mutation).safeParse(value);
  if (!parsed.success) {
    return refused(
      [...new Set(parsed.error.issues.map((issue) => String(issue.path[0] ?? '')))].filter(isName),
    );
  }
  const read = parsed.data;
  if (read.collection === 'acts') {
    const act = lowerCased(read);
    if ((act.intent === 'act.enter') !== (act.customerId === undefined)) return refused(['customerId']);
    return act.documentId === act.id ? { ok: true, mutation: act, sentId: read.id } : refused(['documentId']);
  }
  const inFile = collections[read.collection].belongsTo === 'file';
  if (inFile !== (read.customerId !== undefined)) return refused(['customerId']);
  if (collectionOfIntent[read.intent.split('.')[0] ?? ''] !== read.collection) return refused(['intent']);
  if (read.collection === 'customers' && read.documentId !== read.customerId) return refused(['documentId']);
  return { ok: true, mutation: lowerCased(read), sentId: read.id };
}

/** Whether any document of the collection may have this field; which kind may is for {@link faultyFields} to say. */
export function isFieldOf(collection: Mutation['collection'], field: string): boolean {
  return fieldNamesOf(collection).includes(field);
}

/** PostgreSQL gives uuids back in lower case: ids are compared as text, so they are read that way. */
function lowerCased<M extends SentMutation>(read: M): M {
  return {
    ...read,
    id: read.id.toLowerCase(),
    documentId: read.documentId.toLowerCase(),
    ...(read.customerId !== undefined && { customerId: read.customerId.toLowerCase() }),
  };
}

function isAct(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'collection' in value && value.collection === 'acts';
}

function echo(value: unknown): string {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'id')) return '';
  const id = (value as { id: unknown }).id;
  return typeof id === 'string' && id.length <= 64 && id.isWellFormed() && !/\p{Cc}/u.test(id) ? id : '';
}

function isName(field: string): boolean {
  return /^[A-Za-z]{1,40}$/.test(field);
}
