import type { RxJsonSchema } from 'rxdb/plugins/core';

export type RawDocument = Record<string, unknown> & { id: string; rev: number };

const lengths = {
  customerId: 36,
  branchId: 36,
  openedOn: 10,
  authorId: 36,
  occurredAt: 30,
  assigneeId: 36,
  status: 16,
  dueOn: 10,
} as const;
type Field = keyof typeof lengths;

function schemaOf(indexes: readonly (readonly Field[])[]): { schema: RxJsonSchema<RawDocument> } {
  const fields = [...new Set(indexes.flat())];
  const properties = Object.fromEntries(
    fields.map((field) => [field, { type: 'string', maxLength: lengths[field] }]),
  );
  return {
    schema: {
      version: 0,
      primaryKey: 'id',
      type: 'object',
      properties: { id: { type: 'string', maxLength: 36 }, rev: { type: 'number' }, ...properties },
      required: ['id', 'rev', ...fields],
      indexes: indexes.map((index) => [...index]),
    },
  };
}

/**
 * The product's collections of a file with its indexes, and those that serve the branch page: stock RxDB needs them
 * for its best. Fixed here, so that figures of different days can be compared.
 */
export const replicaSchemas = {
  customers: schemaOf([['branchId', 'openedOn'], ['openedOn']]),
  contactLogs: schemaOf([
    ['customerId', 'occurredAt'],
    ['authorId', 'occurredAt'],
  ]),
  tasks: schemaOf([['assigneeId', 'status', 'dueOn'], ['customerId']]),
  holdings: schemaOf([['customerId']]),
  relationships: schemaOf([['customerId']]),
  snapshots: schemaOf([['customerId']]),
  outbox: schemaOf([]),
  meta: schemaOf([]),
};
