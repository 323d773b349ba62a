import { hiddenFieldsOf, requestableFieldsOf, writableFieldsOf } from '#shared/access/ability.ts';
import {
  asDesigned,
  type FieldRule,
  type FieldRules,
  isLockable,
  whyNotHidable,
} from '#shared/access/field-rules.ts';
import { readFieldRules } from '#shared/access/read-field-rules.ts';
import { type RoleName, roleName } from '#shared/access/roles.ts';
import { type CollectionName, collectionNames } from '#shared/model/collections.ts';
import type { FieldRuleChange, FieldRuleSettings } from '#shared/protocol/field-rules.ts';
import type { Context } from '../context.ts';
import { type Client, inTransaction } from '../db/pool.ts';
import { HttpError } from '../http/http-error.ts';
import type { Principal } from '../identity/guard.ts';
import { FIELD_RULES_SETTING } from '../pull/grants.ts';
import { audit } from './audit.ts';
import { lockSettings, readSettings, type StoredSettings, writeSetting } from './changed-settings.ts';

/** What was taken from each role, as every pull reads it. */
export async function fieldRuleSettings(client: Pick<Client, 'query'>): Promise<FieldRuleSettings> {
  return settingsOf(await readSettings(client, [FIELD_RULES_SETTING]));
}

function settingsOf({ values, version }: StoredSettings): FieldRuleSettings {
  const value = values.get(FIELD_RULES_SETTING);
  const read = roleName.options.map((role) => [role, readFieldRules(partOf(value, role))] as const);
  return {
    version,
    roles: Object.fromEntries(
      read.map(([role, { rules }]) => [role, rules] as const),
    ) as FieldRuleSettings['roles'],
    unreadable: read.flatMap(([role, { problems }]) => (problems.length > 0 ? [role] : [])),
  };
}

/** As the query of grants picks it: a row that is no object stands for every role. */
function partOf(value: unknown, role: RoleName): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.hasOwn(value, role) ? (value as Partial<Record<RoleName, unknown>>)[role] : undefined;
}

/**
 * Takes rights over fields from a role, or gives back what was taken. Replicas of the role follow with their next pull;
 * what the code gives nobody is given by nothing here.
 */
export async function setFieldRules(
  context: Context,
  principal: Principal,
  { version, role, rules, reason }: FieldRuleChange,
): Promise<FieldRuleSettings> {
  refuseWhatCannotBeTaken(role, rules);
  const settings = await inTransaction(context.pool, async (client) => {
    const before = settingsOf(await lockSettings(client, [FIELD_RULES_SETTING], version));
    const change = changeOf(before.roles[role], rules);
    if (change === undefined && before.unreadable.length === 0) return before;
    await writeSetting(client, FIELD_RULES_SETTING, { ...before.roles, [role]: rules });
    await audit(
      client,
      {
        actorId: principal.userId,
        deviceId: principal.deviceId,
        action: 'roles.fields',
        reason,
        detail: { role, ...change },
      },
      context.clock(),
    );
    return fieldRuleSettings(client);
  });
  context.nudge();
  return settings;
}

function refuseWhatCannotBeTaken(role: RoleName, rules: FieldRules): void {
  const paths = entriesOf(rules).flatMap(({ collection, field, rule }) =>
    isTakable(role, collection, field, rule) ? [] : [`/rules/${collection}`],
  );
  if (paths.length > 0)
    throw new HttpError('bad_request', 'this cannot be taken from the role', { paths: [...new Set(paths)] });
}

function isTakable(role: RoleName, collection: CollectionName, field: string, rule: FieldRule): boolean {
  const rights = asDesigned(role);
  if (hiddenFieldsOf(rights, collection).includes(field)) return false;
  if (rule === 'hidden') return whyNotHidable(collection, field) === undefined;
  const changeable = [...writableFieldsOf(rights, collection), ...requestableFieldsOf(rights, collection)];
  return changeable.includes(field) && isLockable(collection, field);
}

/** By name, for the audit log; `undefined` where all stays as it was. */
function changeOf(before: FieldRules, after: FieldRules): Record<string, string[]> | undefined {
  const was = new Map(entriesOf(before).map(({ name, rule }) => [name, rule]));
  const now = new Map(entriesOf(after).map(({ name, rule }) => [name, rule]));
  const taken = (rule: FieldRule) =>
    [...now].flatMap(([name, set]) => (set === rule && was.get(name) !== rule ? [name] : []));
  const restored = [...was.keys()].filter((name) => !now.has(name));
  const parts = { hidden: taken('hidden'), readOnly: taken('readOnly'), restored };
  const changed = Object.entries(parts).filter(([, names]) => names.length > 0);
  return changed.length === 0 ? undefined : Object.fromEntries(changed);
}

function entriesOf(rules: FieldRules) {
  return collectionNames.flatMap((collection) =>
    Object.entries(rules[collection] ?? {}).map(([field, rule]) => ({
      collection,
      field,
      rule,
      name: `${collection}.${field}`,
    })),
  );
}
