import { getPrimaryFieldOfPrimaryKey, getSchemaByObjectPath, type RxJsonSchema } from 'rxdb/plugins/core';
import type { Column } from './index/columns.ts';
import type { CollectionDefinition } from './log/root.ts';

/** What a schema asks to be indexed: each field of an index gets a column. */
export function definitionOf(
  name: string,
  schema: RxJsonSchema<never>,
  ownerPath: string | undefined,
): Omit<CollectionDefinition, 'number'> {
  const primaryPath: string = getPrimaryFieldOfPrimaryKey(schema.primaryKey);
  const indexes = (schema.indexes ?? []).map((index) => (typeof index === 'string' ? [index] : [...index]));
  const paths = new Set([primaryPath, '_deleted', '_meta.lwt', ...indexes.flat()]);
  const hasOwner = ownerPath !== undefined && ownerPath in schema.properties;
  if (hasOwner) paths.add(ownerPath);
  const columns = [...paths].map((path) => ({ path, kind: kindOf(schema, path) }));
  const known = new Set(columns.map(({ path }) => path));
  return {
    name,
    version: schema.version,
    primaryPath,
    ...(hasOwner ? { ownerPath } : {}),
    columns,
    indexes: indexes.filter((index) => index.every((path) => known.has(path))),
  };
}

export function sameIndexes(
  a: Omit<CollectionDefinition, 'number'>,
  b: Omit<CollectionDefinition, 'number'>,
) {
  const shape = ({ primaryPath, ownerPath, columns, indexes }: typeof a) =>
    JSON.stringify([primaryPath, ownerPath, columns, indexes]);
  return shape(a) === shape(b);
}

function kindOf(schema: RxJsonSchema<never>, path: string): Column['kind'] {
  if (path === '_deleted') return 'boolean';
  if (path === '_meta.lwt') return 'number';
  const { type } = getSchemaByObjectPath(schema, path) ?? {};
  if (type === 'boolean') return 'boolean';
  return type === 'number' || type === 'integer' ? 'number' : 'string';
}
