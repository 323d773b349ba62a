import type { RxJsonSchema } from 'rxdb';
import { type CollectionName, collectionNames, collections } from '#shared/model/collections.ts';
import type { RawDocument } from './documents.ts';

/** Longest value of each field that an index holds; the index needs to know. */
const indexedLengths = {
  customerId: 36,
  authorId: 36,
  occurredAt: 30,
  assigneeId: 36,
  ownerId: 36,
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
  cases: [['customerId'], ['ownerId', 'status', 'dueOn']],
  reference: [['kind']],
  inbox: [],
  personal: [['kind']],
} as const satisfies Record<CollectionName, readonly (readonly IndexedField[])[]>;

/**
 * RxDB's schema of a collection. It names the indexed fields only: RxDB refuses a database whose schema changed
 * under the same version, and a field added to the model must not be such a change. What documents look like is
 * the business of the zod schemas, at the edges.
 */
function schemaOf(
  fieldLists: readonly (readonly IndexedField[])[],
  inFile: boolean,
): RxJsonSchema<RawDocument> {
  const indexed = [...new Set(fieldLists.flat())];
  // Every collection of a file names its customer, also where nothing is sorted by it: erasing goes by this field.
  const fields = inFile ? [...new Set([...indexed, 'customerId' as const])] : indexed;
  return {
    version: 0,
    primaryKey: 'id',
    type: 'object',
    properties: {
      id: { type: 'string', maxLength: 40 },
      rev: { type: 'number' },
      ...Object.fromEntries(
        fields.map((field) => [field, { type: 'string', maxLength: indexedLengths[field] }]),
      ),
    },
    required: ['id', 'rev', ...indexed],
    indexes: fieldLists.map((list) => [...list]),
  };
}

/** Local to this device: edits on their way, and facts such as the checkpoint. */
export type LocalCollectionName = 'outbox' | 'meta';
export type LogCollections = Record<string, { schema: RxJsonSchema<RawDocument> }>;

const local = { schema: schemaOf([], false) };

/** What the users of one scope share, and the edits they have made on this device. */
export function sharedCollections(): LogCollections {
  const shared = collectionNames.filter((name) => collections[name].belongsTo !== 'user');
  return {
    ...Object.fromEntries(
      shared.map((name) => [
        name,
        { schema: schemaOf(indexes[name], collections[name].belongsTo === 'file') },
      ]),
    ),
    outbox: local,
    meta: local,
  };
}

/** What belongs to one user. With the shared ones these are all; RxDB's free edition opens at most 13 in a realm. */
export function personalCollections(): LogCollections {
  const own = collectionNames.filter((name) => collections[name].belongsTo === 'user');
  return {
    ...Object.fromEntries(own.map((name) => [name, { schema: schemaOf(indexes[name], false) }])),
    personalMeta: local,
  };
}
