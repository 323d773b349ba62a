import type { RxJsonSchema } from 'rxdb/plugins/core';

export interface Item {
  id: string;
  branch: string;
  name: string;
  doc: Record<string, string>;
}

export const schema: RxJsonSchema<Item> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 36 },
    branch: { type: 'string', maxLength: 36 },
    name: { type: 'string', maxLength: 120 },
    doc: { type: 'object' },
  },
  required: ['id', 'branch', 'name'],
  indexes: [['branch', 'name']],
};

/** About 600 bytes of JSON, as a customer of the demo bank. */
export function documentOf(n: number): Item {
  const filler = Object.fromEntries(
    Array.from({ length: 18 }, (_, field) => [`field${field}`, `value ${n} of ${field}`]),
  );
  return {
    id: `id-${String(n).padStart(8, '0')}`,
    branch: `b${n % 12}`,
    name: `name ${(n * 7919) % 100_003}`,
    doc: filler,
  };
}
