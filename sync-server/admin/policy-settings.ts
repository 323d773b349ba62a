import { type RoleName, roleName } from '#shared/access/roles.ts';
import { defaultLeadDays } from '#shared/domain/lead-days.ts';
import { sameJson } from '#shared/merge/three-way.ts';
import { builtInPolicies } from '#shared/policy/definitions.ts';
import {
  deviceOverrides,
  type PolicyChange,
  type PolicyOverride,
  type PolicySettings,
  policyOverrides,
} from '#shared/protocol/policy-settings.ts';
import type { Context } from '../context.ts';
import { type Client, inTransaction } from '../db/pool.ts';
import { builtInLimits, FLEET_SETTING } from '../fleet/setting.ts';
import type { Principal } from '../identity/guard.ts';
import { builtInPolicyOf, POLICY_SETTING } from '../identity/policy.ts';
import { audit } from './audit.ts';
import { lockSettings, readSettings, type StoredSettings, writeSetting } from './changed-settings.ts';

const NAMES = [POLICY_SETTING, FLEET_SETTING] as const;

/** What holds for a role where the bank has said nothing. */
function builtInOf(role: RoleName): PolicyOverride {
  return {
    ...builtInPolicies,
    externalHosts: [],
    reminderLeadDays: defaultLeadDays,
    notifications: true,
    secondFactor: 'optional',
    ...builtInPolicyOf(role),
  };
}

/** What the bank has decided for its devices, with what holds without that. */
export async function policySettings(client: Pick<Client, 'query'>): Promise<PolicySettings> {
  const stored = await readSettings(client, NAMES);
  const set = policyOverrides.safeParse(stored.values.get(POLICY_SETTING) ?? {});
  const devices = deviceOverrides.safeParse(stored.values.get(FLEET_SETTING) ?? {});
  return {
    version: stored.version,
    set: set.data ?? {},
    devices: devices.data ?? {},
    builtIn: Object.fromEntries(
      roleName.options.map((role) => [role, builtInOf(role)] as const),
    ) as PolicySettings['builtIn'],
    devicesBuiltIn: { approval: 'none', alerts: builtInLimits },
    invalid: [
      ...(set.success ? [] : ([POLICY_SETTING] as const)),
      ...(devices.success ? [] : ([FLEET_SETTING] as const)),
    ],
  };
}

/**
 * Puts a policy in the place of the one that was seen. Devices have it with their next sign-in or refresh. The audit
 * line names what changed and for whom; nothing changed is no act.
 */
export async function setPolicy(
  context: Context,
  principal: Principal,
  { version, set, devices, reason }: PolicyChange,
): Promise<PolicySettings> {
  return inTransaction(context.pool, async (client) => {
    const stored = await lockSettings(client, NAMES, version);
    const changed = [...changedIn(stored, POLICY_SETTING, set), ...changedIn(stored, FLEET_SETTING, devices)];
    if (changed.length > 0) {
      await writeSetting(client, POLICY_SETTING, set);
      await writeSetting(client, FLEET_SETTING, devices);
      const act = { actorId: principal.userId, deviceId: principal.deviceId, reason };
      await audit(client, { ...act, action: 'policy.set', detail: { changed } }, context.clock());
    }
    return policySettings(client);
  });
}

/** The paths of what is set otherwise than before: `client_policy.roles.teller.offlineHours`. */
function changedIn({ values }: StoredSettings, name: string, next: unknown): string[] {
  const before = leavesOf(values.get(name) ?? {}, name);
  const after = leavesOf(next, name);
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (path) => !sameJson(before.get(path), after.get(path)),
  );
}

/** What an invalid row holds is named by its first levels only: its names are of nobody's choosing. */
const DEPTH = 4;

function leavesOf(value: unknown, path: string, depth = 0): Map<string, unknown> {
  if (depth === DEPTH || typeof value !== 'object' || value === null || Array.isArray(value)) {
    return new Map([[path.slice(0, 200), value]]);
  }
  return new Map(
    Object.entries(value).flatMap(([key, inner]) => [...leavesOf(inner, `${path}.${key}`, depth + 1)]),
  );
}
