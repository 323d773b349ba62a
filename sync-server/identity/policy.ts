import type { FastifyBaseLogger } from 'fastify';
import { offlineHoursOf, type RoleName } from '#shared/access/roles.ts';
import { type ClientPolicy, clientPolicy } from '#shared/protocol/auth.ts';
import { keptPolicyOverrides, strictestPolicy } from '#shared/protocol/policy-settings.ts';
import type { Pool } from '../db/pool.ts';

/** Name of the row in `settings` with which a bank overrides what is built in; see docs/DEPLOY.md. */
export const POLICY_SETTING = 'client_policy';

/** A counter is in the public's reach, an office is not. */
export function builtInPolicyOf(role: RoleName): ClientPolicy & { offlineHours: number } {
  const idleLockMinutes = role === 'teller' ? 5 : 10;
  return { idleLockMinutes, offlineHours: offlineHoursOf(role), lockedHours: 12, signOut: 'keep' };
}

/**
 * What the bank has decided for the devices of a role. A setting that does not hold to its schema counts for nothing: half
 * of a policy that somebody mistyped is not what they decided either. Only what it forbids stays forbidden, for a server that
 * cannot read a newer one must not open what the bank has closed.
 */
export async function policyOf(pool: Pool, role: RoleName, log: FastifyBaseLogger): Promise<ClientPolicy> {
  const found = await pool.query<{ value: unknown }>('select value from settings where name = $1', [
    POLICY_SETTING,
  ]);
  const [row] = found.rows;
  if (row === undefined) return builtInPolicyOf(role);
  const parsed = keptPolicyOverrides.safeParse(row.value);
  if (!parsed.success) {
    const paths = parsed.error.issues.map((issue) => issue.path.join('.'));
    log.error({ setting: POLICY_SETTING, paths }, 'a setting is not valid: the built-in policy holds');
    return { ...builtInPolicyOf(role), ...forbiddenIn(row.value, role) };
  }
  const { all, roles } = parsed.data;
  const ofRole = roles?.[role];
  const reminderLeadDays = { ...all?.reminderLeadDays, ...ofRole?.reminderLeadDays };
  return clientPolicy.parse({
    ...builtInPolicyOf(role),
    ...all,
    ...ofRole,
    ...(Object.keys(reminderLeadDays).length > 0 && { reminderLeadDays }),
  });
}

/** The strictest words of a setting that is not valid, for everybody or for the role. */
function forbiddenIn(value: unknown, role: RoleName): Partial<typeof strictestPolicy> {
  const { all, roles } = asRecord(value);
  const said = [asRecord(all), asRecord(asRecord(roles)[role])];
  return Object.fromEntries(
    Object.entries(strictestPolicy).filter(([name, strictest]) =>
      said.some((override) => override[name] === strictest),
    ),
  );
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
