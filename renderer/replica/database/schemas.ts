import type { RxJsonSchema } from 'rxdb';
import type { CollectionName } from '#shared/model/collections.ts';
import { collectionNames } from '#shared/model/collections.ts';
import type { RawDocument } from './documents.ts';

/** Longest value of each field that an index holds; the index needs to know. */
const indexedLengths = {
  customerId: 36,
  authorId: 36,
  occurredAt: 30,
  assigneeId: 36,
  status: 16,
  dueOn: 10,
  bookedOn: 10,
  kind: 24,
} as const;
type IndexedField = keyof typeof indexedLengths;

/** What screens ask for by. Only fields that every document has: the storage does not index absent values. */
const indexes = {
  customers: [],
  contactLogs: [
    ['customerId', 'occurredAt'],
    ['authorId', 'occurredAt'],
  ],
  tasks: [['assigneeId', 'status', 'dueOn'], ['customerId']],
  holdings: [['customerId']],
  transactions: [['customerId', 'bookedOn']],
  relationships: [['customerId']],
  snapshots: [['customerId']],
  reference: [['kind']],
  inbox: [],
} as const satisfies Record<CollectionName, readonly (readonly IndexedField[])[]>;

/**
 * RxDB's schema of a collection. It names the indexed fields only: RxDB refuses a database whose schema changed
 * under the same version, and a field added to the model must not be such a change. What documents look like is
 * the business of the zod schemas, at the edges.
 */
function schemaOf(fieldLists: readonly (readonly IndexedField[])[]): RxJsonSchema<RawDocument> {
  const fields = [...new Set(fieldLists.flat())];
  return {
    version: 0,
    primaryKey: 'id',
    type: 'object',
    properties: {
      id: { type: 'string', maxLength: 36 },
      rev: { type: 'number' },
      ...Object.fromEntries(
        fields.map((field) => [field, { type: 'string', maxLength: indexedLengths[field] }]),
      ),
    },
    required: ['id', 'rev', ...fields],
    indexes: fieldLists.map((list) => [...list]),
  };
}

/** Local to this device: edits on their way, and facts such as the checkpoint. */
export const localCollections = ['outbox', 'meta'] as const;
export type LocalCollectionName = (typeof localCollections)[number];

/** All collections of a replica; RxDB's free edition opens at most 13 in one realm. */
export function collectionSchemas(): Record<string, { schema: RxJsonSchema<RawDocument> }> {
  return Object.fromEntries([
    ...collectionNames.map((name) => [name, { schema: schemaOf(indexes[name]) }] as const),
    ...localCollections.map((name) => [name, { schema: schemaOf([]) }] as const),
  ]);
}
