import { z } from 'zod';
import { roleName } from '#shared/access/roles.ts';
import { sameJson } from '#shared/merge/three-way.ts';
import {
  type DeviceOverrides,
  deviceOverrides,
  type PolicyOverrides,
  type PolicySettings,
  policyOverride,
  policyOverrides,
} from '#shared/protocol/policy-settings.ts';

/** How a value is entered, as its schema tells. */
export type Control =
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  | { readonly kind: 'number'; readonly min: number; readonly max: number }
  | { readonly kind: 'switch' }
  | { readonly kind: 'list' }
  | { readonly kind: 'text' };

/** One value that is set: a policy, or a part of one that has parts. */
export interface PolicyField {
  /** Its path, joined by dots: the name in the texts. */
  readonly id: string;
  readonly path: readonly string[];
  readonly control: Control;
  readonly schema: z.core.$ZodType;
}

function controlOf(schema: z.core.$ZodType): Control {
  if (schema instanceof z.ZodEnum) return { kind: 'choice', options: schema.options.map(String) };
  if (schema instanceof z.ZodNumber)
    return { kind: 'number', min: schema.minValue ?? 0, max: schema.maxValue ?? Number.MAX_SAFE_INTEGER };
  if (schema instanceof z.ZodBoolean) return { kind: 'switch' };
  return { kind: schema instanceof z.ZodArray ? 'list' : 'text' };
}

function fieldsOf(schema: z.core.$ZodType, path: readonly string[]): PolicyField[] {
  // What may be absent by itself is so twice in a partial schema.
  if (schema instanceof z.ZodOptional) return fieldsOf(schema.unwrap(), path);
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([key, inner]) => fieldsOf(inner, [...path, key]));
  if (schema instanceof z.ZodRecord && schema.keyType instanceof z.ZodEnum)
    return schema.keyType.options.flatMap((key) => fieldsOf(schema.valueType, [...path, String(key)]));
  return [{ id: path.join('.'), path, control: controlOf(schema), schema }];
}

/** All that a bank can decide for its devices: a policy that is added to the schema is on the screen with it. */
export const policyFields: readonly PolicyField[] = fieldsOf(policyOverride, []);
/** What the server asks of devices, whoever works on them. */
export const deviceFields: readonly PolicyField[] = fieldsOf(deviceOverrides, []);

const groupOf: Readonly<Record<string, PolicyGroup>> = {
  offlineHours: 'sessions',
  idleLockMinutes: 'sessions',
  lockedHours: 'sessions',
  signOut: 'sessions',
  secondFactor: 'sessions',
  masking: 'protection',
  exports: 'protection',
  watermark: 'protection',
  externalHosts: 'protection',
  serverUrls: 'updates',
  updates: 'updates',
  updateChannel: 'updates',
  updateRing: 'updates',
  updateHours: 'updates',
};
export const policyGroups = ['sessions', 'protection', 'updates', 'work'] as const;
export type PolicyGroup = (typeof policyGroups)[number];

export function fieldsIn(group: PolicyGroup): PolicyField[] {
  return policyFields.filter(({ path: [name = ''] }) => (groupOf[name] ?? 'work') === group);
}

/** For whom something is set. */
export const policyTargets = ['all', ...roleName.options] as const;
export type PolicyTarget = (typeof policyTargets)[number];
export const draftParts = [...policyTargets, 'devices'] as const;
export type DraftPart = (typeof draftParts)[number];
const policyDraft = z.record(z.enum(draftParts), z.record(z.string(), z.string()));
/** What is typed, by part and field; a field that is not there or empty is left as it is for all, or built in. */
export type PolicyDraft = Readonly<z.infer<typeof policyDraft>>;

/** A stored value as it is typed; a list has one entry a line. */
export function typedOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return Array.isArray(value) ? value.join('\n') : String(value);
}

export type ReadValue = { readonly value: unknown } | { readonly problem: true };

/** What a field's text means; `undefined` for one that is left alone. */
export function readTyped({ control, schema }: PolicyField, typed: string): ReadValue {
  const text = typed.trim();
  if (text === '') return { value: undefined };
  const parsed = z.safeParse(schema, wordsOf(control, text));
  return parsed.success ? { value: parsed.data } : { problem: true };
}

function wordsOf({ kind }: Control, text: string): unknown {
  if (kind === 'number') return /^\d{1,9}$/.test(text) ? Number(text) : text;
  if (kind === 'switch') return text === 'true' ? true : text === 'false' ? false : text;
  if (kind === 'list') return text.split(/[\s,，]+/).filter((entry) => entry !== '');
  return text;
}

export function valueAt(from: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    from,
  );
}

function setOf(settings: Pick<PolicySettings, 'set' | 'devices'>, part: DraftPart): unknown {
  if (part === 'devices') return settings.devices;
  return part === 'all' ? settings.set.all : settings.set.roles?.[part];
}

export function fieldsOfPart(part: DraftPart): readonly PolicyField[] {
  return part === 'devices' ? deviceFields : policyFields;
}

/** What is set now, as it is typed. */
export function draftOf(settings: Pick<PolicySettings, 'set' | 'devices'>): PolicyDraft {
  const partOf = (part: DraftPart) =>
    Object.fromEntries(
      fieldsOfPart(part).flatMap(({ id, path }) => {
        const value = valueAt(setOf(settings, part), path);
        return value === undefined ? [] : [[id, typedOf(value)] as const];
      }),
    );
  return policyDraft.parse(Object.fromEntries(draftParts.map((part) => [part, partOf(part)])));
}

/** What is typed as the server takes it; `undefined` while a field of it is wrong. */
export function settingsOf(
  draft: PolicyDraft,
): { set: PolicyOverrides; devices: DeviceOverrides } | undefined {
  const parts = draftParts.map((part) => [part, partOf(part, draft[part])] as const);
  if (parts.some(([, values]) => values === undefined)) return undefined;
  const { all, devices, ...roles } = Object.fromEntries(
    parts.filter(([, values]) => Object.keys(values ?? {}).length > 0),
  );
  const set = policyOverrides.safeParse({
    ...(all && { all }),
    ...(Object.keys(roles).length > 0 && { roles }),
  });
  const asked = deviceOverrides.safeParse(devices ?? {});
  return set.success && asked.success ? { set: set.data, devices: asked.data } : undefined;
}

function partOf(part: DraftPart, typed: Readonly<Record<string, string>>): object | undefined {
  const values: Record<string, unknown> = {};
  for (const field of fieldsOfPart(part)) {
    const read = readTyped(field, typed[field.id] ?? '');
    if ('problem' in read) return undefined;
    if (read.value === undefined) continue;
    const [name = '', key] = field.path;
    const known = values[name];
    values[name] =
      key === undefined ? read.value : { ...(typeof known === 'object' && known), [key]: read.value };
  }
  return values;
}

export interface Standing {
  readonly value: unknown;
  readonly source: 'role' | 'all' | 'builtIn' | 'byRole';
}

/** What holds with what is typed, and who says so. `byRole`: what is built in is not the same for every role. */
export function standingOf(
  field: PolicyField,
  draft: PolicyDraft,
  settings: Pick<PolicySettings, 'builtIn' | 'devicesBuiltIn'>,
  part: DraftPart,
): Standing {
  const said = (from: DraftPart) => {
    const read = readTyped(field, draft[from][field.id] ?? '');
    return 'problem' in read ? undefined : read.value;
  };
  const own = said(part);
  if (part === 'devices')
    return own === undefined
      ? { value: valueAt(settings.devicesBuiltIn, field.path), source: 'builtIn' }
      : { value: own, source: 'all' };
  if (own !== undefined) return { value: own, source: part === 'all' ? 'all' : 'role' };
  if (part !== 'all') {
    const everybody = said('all');
    if (everybody !== undefined) return { value: everybody, source: 'all' };
    return { value: valueAt(settings.builtIn[part], field.path), source: 'builtIn' };
  }
  const [first, ...others] = roleName.options.map((role) => valueAt(settings.builtIn[role], field.path));
  const same = others.every((value) => sameJson(value, first));
  return same ? { value: first, source: 'builtIn' } : { value: undefined, source: 'byRole' };
}

export interface PolicyDifference {
  readonly part: DraftPart;
  readonly field: PolicyField;
  readonly before: unknown;
  readonly after: unknown;
}

/** What saving would change. */
export function differencesOf(
  draft: PolicyDraft,
  settings: Pick<PolicySettings, 'set' | 'devices'>,
): PolicyDifference[] {
  return draftParts.flatMap((part) =>
    fieldsOfPart(part).flatMap((field) => {
      const before = valueAt(setOf(settings, part), field.path);
      const read = readTyped(field, draft[part][field.id] ?? '');
      if ('problem' in read || sameJson(before, read.value)) return [];
      return [{ part, field, before, after: read.value }];
    }),
  );
}
