import { z } from 'zod';
import { type PolicyName, policyKinds, policyNames, policyValues } from '#shared/policy/definitions.ts';

export const REGISTRY_KEY = 'Software\\Policies\\Branchline';

/** What a template has to know of a policy, taken from its schema. */
export type PolicyShape = { name: PolicyName; id: string } & (
  | { kind: 'list' | 'text' }
  | { kind: 'number'; least: number; most: number }
  | { kind: 'choice'; choices: readonly string[] }
);

const bounds = z.object({ minimum: z.number(), maximum: z.number() });
const choices = z.object({ enum: z.array(z.string()).min(1) });

/** Every policy in the order of its definition. In the registry names begin with a capital. */
export function policyShapes(): PolicyShape[] {
  return policyNames.map((name) => {
    const id = name.charAt(0).toUpperCase() + name.slice(1);
    const kind = policyKinds[name];
    const schema = z.toJSONSchema(policyValues.shape[name]);
    switch (kind) {
      case 'number': {
        const { minimum, maximum } = bounds.parse(schema);
        return { name, id, kind, least: minimum, most: maximum };
      }
      case 'choice':
        return { name, id, kind, choices: choices.parse(schema).enum };
      default:
        return { name, id, kind };
    }
  });
}
