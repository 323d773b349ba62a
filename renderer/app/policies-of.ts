import type { Policies } from '#renderer/ui/policy-context.tsx';
import type { HostInfo } from '#shared/ipc/desktop-api.ts';
import type { SomePolicies } from '#shared/policy/definitions.ts';
import { parseLayer } from '#shared/policy/layers.ts';
import { resolvePolicies } from '#shared/policy/resolve.ts';
import type { ClientPolicy } from '#shared/protocol/auth.ts';

/** What of the server's policy is about the desktop. */
export function serverPoliciesOf(policy: ClientPolicy): SomePolicies {
  return parseLayer('serverPolicy', policy).layer.values;
}

/**
 * What holds for a session: what the machine says, and the server to this person. The server's word that the desktop
 * kept from an earlier session counts for nothing beside it.
 */
export function policiesOf({ policies }: HostInfo, policy: ClientPolicy): Policies {
  const machine = policies.layers.filter(({ source }) => source !== 'serverPolicy');
  const server = { source: 'serverPolicy' as const, values: serverPoliciesOf(policy) };
  return { effective: resolvePolicies([...machine, server]), problems: policies.problems };
}
