import type { PolicyProblem } from '#shared/policy/layers.ts';

/** A line for the log: who said what wrong. Never the value: somebody may have put a password in the wrong place. */
export function policyLine({ source, reason, name }: PolicyProblem): string {
  return `policy ${source} ${reason}${name === undefined ? '' : ` ${name}`}`;
}
