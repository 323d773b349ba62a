import { createContext, type ReactNode, use } from 'react';
import type { PolicyProblem } from '#shared/policy/layers.ts';
import { type EffectivePolicies, resolvePolicies } from '#shared/policy/resolve.ts';

export interface Policies {
  readonly effective: EffectivePolicies;
  /** What somebody said that counts for nothing. */
  readonly problems: readonly PolicyProblem[];
}

const PolicyContext = createContext<Policies>({ effective: resolvePolicies([]), problems: [] });

export function PolicyContextProvider({ policies, children }: { policies: Policies; children: ReactNode }) {
  return <PolicyContext value={policies}>{children}</PolicyContext>;
}

/** What bank, machine and user have decided for this device and whoever is signed in. */
export function usePolicies(): Policies {
  return use(PolicyContext);
}
