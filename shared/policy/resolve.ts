import {
  builtInPolicies,
  laxityOf,
  type PolicyName,
  type PolicyValues,
  policyNames,
  type SomePolicies,
} from './definitions.ts';
import { type PolicyLayer, type PolicySource, policySources } from './layers.ts';

/** A policy as it holds here, and who says so. */
export interface Effective<Name extends PolicyName = PolicyName> {
  value: PolicyValues[Name];
  source: PolicySource | 'builtIn';
  /** Somebody other than the user has set it. */
  locked: boolean;
}

/** A policy that nobody has set and that has no value of its own is absent. */
export type EffectivePolicies = { [Name in PolicyName]?: Effective<Name> };

/** Sources through which IT speaks on the machine itself. */
const ofIT: readonly PolicySource[] = ['machinePolicy', 'userPolicy', 'machineFile'];

/** Whether IT has set anything here; where it has, the user does not say which server is the bank's. */
export function isManaged(layers: readonly PolicyLayer[]): boolean {
  return layers.some(({ source }) => ofIT.includes(source));
}

/**
 * What holds, of all that is said. The source that counts most wins; for what protects customers the strictest value
 * does. The order of `layers` does not matter; of one source there is one layer.
 */
export function resolvePolicies(layers: readonly PolicyLayer[]): EffectivePolicies {
  const ordered = policySources.flatMap((source) => layers.filter((layer) => layer.source === source));
  const managed = isManaged(layers);
  const effective: Record<string, Effective> = {};
  for (const name of policyNames) {
    const saying = ordered.filter(
      ({ source, values }) =>
        values[name] !== undefined && !(managed && name === 'serverUrls' && source === 'userSetting'),
    );
    const found = decide(name, saying);
    if (found !== undefined) effective[name] = found;
  }
  return effective as EffectivePolicies;
}

function decide(name: PolicyName, saying: readonly PolicyLayer[]): Effective | undefined {
  const builtIn = (builtInPolicies as SomePolicies)[name];
  const [first] = saying;
  if (first === undefined)
    return builtIn === undefined ? undefined : { value: builtIn, source: 'builtIn', locked: false };
  // Of values as strict as each other the one whose source counts most stays.
  const deciding = saying.reduce((best, next) =>
    laxityOf(name, next.values) < laxityOf(name, best.values) ? next : best,
  );
  return {
    value: deciding.values[name] as PolicyValues[PolicyName],
    source: deciding.source,
    locked: saying.some(({ source }) => source !== 'userSetting'),
  };
}
