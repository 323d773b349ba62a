import { z } from 'zod';
import { recordedAct } from '#shared/model/act.ts';
import { collections } from '#shared/model/collections.ts';
import { mutation } from '#shared/model/mutation.ts';
import { contactPayload, sealedPayload, signedEdit } from '#shared/protocol/device.ts';
import { PROTOCOL_VERSION, SCHEMA_VERSION } from '#shared/protocol/version.ts';

/** What no route's schema shows: documents, edits, and what travels as text that is signed or sealed. */
const parts: Readonly<Record<string, z.ZodType>> = {
  ...Object.fromEntries(Object.entries(collections).map(([name, { schema }]) => [name, schema])),
  mutation,
  recordedAct,
  contactPayload,
  sealedPayload,
  signedEdit,
};

/** What zod writes that OpenAPI 3.0 does not have. */
const FOREIGN = new Set(['$schema', '$defs', 'definitions', 'propertyNames', 'contentEncoding']);

interface Described {
  readonly paths?: object;
  readonly components?: object;
}

/**
 * The description of the interface as other people's tools can read it: with the shapes that are in no route, the
 * versions it is of, no reference that leads nowhere, and answers that may have fields this version does not know.
 */
export function published(described: Described): object {
  const schemas = Object.entries(parts).map(([name, schema]) => [name, asOpenApi(schema)]);
  return {
    ...described,
    'x-protocol': PROTOCOL_VERSION,
    'x-schema': SCHEMA_VERSION,
    ...(described.paths && { paths: mended(described.paths, false) }),
    components: { ...described.components, schemas: Object.fromEntries(schemas) },
  };
}

function asOpenApi(schema: z.ZodType): unknown {
  return mended(
    z.toJSONSchema(schema, { target: 'openapi-3.0', io: 'input', unrepresentable: 'any' }),
    false,
  );
}

function mended(value: unknown, answer: boolean): unknown {
  if (Array.isArray(value)) return value.map((entry) => mended(entry, answer));
  if (typeof value !== 'object' || value === null) return value;
  // A reference stands where a schema holds itself, which JSON values alone do: anything.
  if ('$ref' in value && typeof value.$ref === 'string') return {};
  const kept = Object.entries(value).filter(
    ([key, child]) => !FOREIGN.has(key) && !(answer && key === 'additionalProperties' && child === false),
  );
  return Object.fromEntries(kept.map(([key, child]) => [key, mended(child, answer || key === 'responses')]));
}
