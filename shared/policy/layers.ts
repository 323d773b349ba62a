import { z } from 'zod';
import {
  type PolicyName,
  policyNames,
  policyValues,
  type SomePolicies,
  somePolicies,
} from './definitions.ts';

/** Who can set policies, the one that counts most first; what is built in comes after all of them. */
export const policySources = [
  'machinePolicy',
  'serverPolicy',
  'userPolicy',
  'machineFile',
  'userSetting',
] as const;
export const policySource = z.enum(policySources);
export type PolicySource = z.infer<typeof policySource>;

/** What one source says, as far as it holds to the schema. */
export const policyLayer = z.object({ source: policySource, values: somePolicies });
export type PolicyLayer = z.infer<typeof policyLayer>;

/**
 * Why something that a source says counts for nothing. `unreadable`: the whole source; `unsafe`: others than
 * administrators could have written it; `unknown`: no policy of this name.
 */
export const policyProblem = z.object({
  source: policySource,
  reason: z.enum(['invalid', 'unknown', 'unreadable', 'unsafe', 'managed']),
  /** Absent where the whole source is meant. A name that is no policy's is cut to what can be shown. */
  name: z.string().max(60).optional(),
});
export type PolicyProblem = z.infer<typeof policyProblem>;

export const policyReport = z.object({
  layers: z.array(policyLayer).max(policySources.length),
  problems: z.array(policyProblem).max(200),
});
export type PolicyReport = z.infer<typeof policyReport>;

/** Reads what a source holds, value by value: one that is wrong is reported by its name and costs no other. */
export function parseLayer(
  source: PolicySource,
  raw: Readonly<Record<string, unknown>>,
): { layer: PolicyLayer; problems: PolicyProblem[] } {
  const problems: PolicyProblem[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(raw)) {
    if (!isPolicyName(name)) {
      problems.push({ source, reason: 'unknown', name: shownName(name) });
      continue;
    }
    const parsed = policyValues.shape[name].safeParse(value);
    if (parsed.success) values[name] = parsed.data;
    else problems.push({ source, reason: 'invalid', name });
  }
  return { layer: { source, values: values as SomePolicies }, problems };
}

/** A name of nobody's choosing ends up in a log and on a screen. */
function shownName(name: string): string {
  return name.slice(0, 60).replace(/[^\w.-]/g, '?');
}

function isPolicyName(name: string): name is PolicyName {
  return policyNames.some((known) => known === name);
}
