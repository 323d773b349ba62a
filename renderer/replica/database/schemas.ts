import type { RxJsonSchema } from 'rxdb';
import {
  type Belonging,
  type CollectionName,
  collectionNames,
  collections,
} from '#shared/model/collections.ts';
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

type Schema = RxJsonSchema<RawDocument>;

/** What lies in one log. */
export interface LogSchemas {
  /**
   * What RxDB opens, so that screens can watch it. Its free edition opens at most 13 collections in a realm; those of
   * both logs are 11.
   */
  readonly collections: Readonly<Record<string, { schema: Schema }>>;
  /** Local to this device, and nobody's to watch: edits on their way, facts such as the checkpoint, drafts. */
  readonly stores: Readonly<Record<string, Schema>>;
}

export type SharedStoreName = 'outbox' | 'meta';
export type PersonalStoreName = 'ownOutbox' | 'personalMeta' | 'drafts';

const local = schemaOf([], false);

/** What the users of one scope share, and the edits they have made on this device. */
export function sharedSchemas(): LogSchemas {
  const stores = { outbox: local, meta: local } satisfies Record<SharedStoreName, Schema>;
  return { collections: schemasOf((belongsTo) => belongsTo !== 'user'), stores };
}

/** What belongs to one user. */
export function personalSchemas(): LogSchemas {
  const stores = { ownOutbox: local, personalMeta: local, drafts: local } satisfies Record<
    PersonalStoreName,
    Schema
  >;
  return { collections: schemasOf((belongsTo) => belongsTo === 'user'), stores };
}

function schemasOf(isWanted: (belongsTo: Belonging) => boolean): LogSchemas['collections'] {
  return Object.fromEntries(
    collectionNames
      .filter((name) => isWanted(collections[name].belongsTo))
      .map((name) => [name, { schema: schemaOf(indexes[name], collections[name].belongsTo === 'file') }]),
  );
}
