import type { z } from 'zod';
import { type ContactLog, contactLog } from './contact-log.ts';
import { type Customer, customer } from './customer.ts';
import { type Holding, holding } from './holding.ts';
import { type InboxItem, inboxItem } from './inbox.ts';
import { type Personal, personal } from './personal.ts';
import { type Reference, reference } from './reference.ts';
import { type Relationship, relationship } from './relationship.ts';
import { type ServiceCase, serviceCase } from './service-case.ts';
import { type Snapshot, snapshot } from './snapshot.ts';
import { type Task, task } from './task.ts';
import { type Transaction, transaction } from './transaction.ts';

/** The documents that are replicated, by collection. Everything typed in client and server hangs on this map. */
export interface Documents {
  customers: Customer;
  contactLogs: ContactLog;
  tasks: Task;
  holdings: Holding;
  transactions: Transaction;
  relationships: Relationship;
  snapshots: Snapshot;
  cases: ServiceCase;
  reference: Reference;
  inbox: InboxItem;
  personal: Personal;
}
export type CollectionName = keyof Documents;

/** What a document hangs on: a customer's file, one user, or everybody. */
export type Belonging = 'file' | 'user' | 'everyone';

export interface CollectionDefinition {
  readonly schema: z.ZodType;
  /** The PostgreSQL table. */
  readonly table: string;
  readonly belongsTo: Belonging;
  /** Fields of know-your-customer weight: they conflict instead of merging. */
  readonly kycFields: readonly string[];
  /** Entries are added, never changed: a correction is a new entry. */
  readonly appendOnly: boolean;
  /** Fields the server or core banking owns: no client may write them, not even on create. */
  readonly masteredFields: readonly string[];
}

const plain = { kycFields: [], appendOnly: false, masteredFields: [] } as const;

export const collections = {
  customers: {
    schema: customer,
    table: 'customers',
    belongsTo: 'file',
    kycFields: ['name', 'idType', 'idNumber', 'idExpiresOn', 'mobile', 'homePhone', 'workPhone', 'address'],
    appendOnly: false,
    masteredFields: [
      'id',
      'customerId',
      'customerNo',
      'kind',
      'branchId',
      'managerId',
      'openedOn',
      'lifecycle',
      'grade',
      'nameGenerated',
    ],
  },
  contactLogs: { ...plain, schema: contactLog, table: 'contact_logs', belongsTo: 'file', appendOnly: true },
  tasks: { ...plain, schema: task, table: 'tasks', belongsTo: 'file' },
  holdings: { ...plain, schema: holding, table: 'holdings', belongsTo: 'file' },
  transactions: { ...plain, schema: transaction, table: 'transactions', belongsTo: 'file' },
  relationships: { ...plain, schema: relationship, table: 'relationships', belongsTo: 'file' },
  snapshots: { ...plain, schema: snapshot, table: 'snapshots', belongsTo: 'file' },
  cases: { ...plain, schema: serviceCase, table: 'cases', belongsTo: 'file' },
  reference: { ...plain, schema: reference, table: 'reference', belongsTo: 'everyone' },
  inbox: { ...plain, schema: inboxItem, table: 'inbox', belongsTo: 'user' },
  personal: { ...plain, schema: personal, table: 'personal', belongsTo: 'user' },
} as const satisfies Record<CollectionName, CollectionDefinition>;

export const collectionNames = Object.keys(collections) as CollectionName[];

/** The collections of one customer file, the customer itself first. */
export const fileCollections = collectionNames.filter((name) => collections[name].belongsTo === 'file');

/** The names of the fields that a collection's documents can have, of whichever kind they are. */
export function fieldNamesOf(name: CollectionName): readonly string[] {
  const { schema } = collections[name];
  const shapes = 'options' in schema ? schema.options.map(({ shape }) => shape) : [schema.shape];
  return [...new Set(shapes.flatMap((shape) => Object.keys(shape)))];
}

export function definitionOf(name: CollectionName): CollectionDefinition {
  return collections[name];
}
