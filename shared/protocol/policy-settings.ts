import { z } from 'zod';
import { roleName } from '../access/roles.ts';
import { line } from '../model/primitives.ts';
import { clientPolicy } from './auth.ts';
import { deviceApproval, fleetLimits } from './fleet.ts';

/** Some policies, as a bank sets them for everybody or for a role. */
export const policyOverride = clientPolicy.omit({ fieldRules: true }).partial().strict();
export type PolicyOverride = z.infer<typeof policyOverride>;

/** The row `client_policy` of the server's settings: what a role has wins over what all have, policy by policy. */
export const policyOverrides = z.strictObject({
  all: policyOverride.optional(),
  roles: z.partialRecord(roleName, policyOverride).optional(),
});
export type PolicyOverrides = z.infer<typeof policyOverrides>;

/** The same row as a server reads it that may be older than the one that wrote it: names that it does not know say nothing. */
export const keptPolicyOverrides = z.object({
  all: policyOverride.loose().optional(),
  roles: z.record(z.string(), policyOverride.loose()).optional(),
});

/** What of a policy only takes away, at its strictest. */
export const strictestPolicy = {
  secondFactor: 'required',
  masking: 'always',
  exports: 'forbidden',
  signOut: 'erase',
} as const satisfies PolicyOverride;

/** The row `devices`: what is left out is as built in. */
export const deviceOverrides = z.strictObject({
  approval: deviceApproval.optional(),
  alerts: fleetLimits.partial().optional(),
});
export type DeviceOverrides = z.infer<typeof deviceOverrides>;

/** `GET /admin/policy`, and the answer to a change: what the bank has set, and what holds where it has set nothing. */
export const policySettings = z.object({
  /** Another one after each change, whoever made it. */
  version: line(64),
  set: policyOverrides,
  builtIn: z.record(roleName, policyOverride),
  devices: deviceOverrides,
  devicesBuiltIn: z.object({ approval: deviceApproval, alerts: fleetLimits }),
  /** What stands in the database and counts for nothing, because it does not hold to its schema. */
  invalid: z.array(z.enum(['client_policy', 'devices'])),
});
export type PolicySettings = z.infer<typeof policySettings>;

/** `POST /admin/policy`: takes the place of all that was set; `conflict` when `version` is not the present one. */
export const policyChange = z.strictObject({
  version: line(64),
  set: policyOverrides,
  devices: deviceOverrides,
  reason: line(200),
});
export type PolicyChange = z.infer<typeof policyChange>;
