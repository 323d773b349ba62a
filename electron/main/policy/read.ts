import { type PolicyReport, type PolicySource, parseLayer, policySources } from '#shared/policy/layers.ts';
import { isManaged } from '#shared/policy/resolve.ts';
import { readPolicyFile, rootOwned, type Safety } from './json-file.ts';
import { managedPreferences, readManagedPreferences } from './managed-preferences.ts';
import { absent, type RawPolicies, rawOfJson } from './raw.ts';
import { readRegistry, registryKeys } from './registry.ts';
import type { Run } from './run.ts';

export interface PolicyPlaces {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  userName: string;
  run: Run;
  /** Policy of the machine where there is no registry and no profile: Linux. */
  policyFile: string;
  /** Who has to own it. */
  safety?: Safety;
  machineFile: string;
  userFile: string;
  /** Where configuration profiles are put on macOS. */
  preferences?: string;
  /** What the server last decided, as JSON; `null` where it has not been heard. */
  serverPolicy: string | null;
}

export const POLICY_FILE = '/etc/branchline/policy.json';

/** Everything that anybody says about this device, each source read once. What cannot be read is said, and costs no other. */
export async function readPolicies(places: PolicyPlaces): Promise<PolicyReport> {
  const { platform, serverPolicy } = places;
  const sources: Record<PolicySource, RawPolicies> = {
    machinePolicy: await readMachinePolicy(places),
    serverPolicy: serverPolicy === null ? absent : rawOfJson(serverPolicy),
    userPolicy: await readUserPolicy(places),
    // Windows has no such bits to look at: whoever needs certainty there uses the registry, which counts more.
    machineFile: ofConfig(
      await readPolicyFile(
        places.machineFile,
        platform === 'win32' ? undefined : (places.safety ?? rootOwned),
      ),
    ),
    userSetting: ofConfig(await readPolicyFile(places.userFile)),
  };
  return reportOf(sources);
}

function reportOf(sources: Record<PolicySource, RawPolicies>): PolicyReport {
  const report: PolicyReport = { layers: [], problems: [] };
  for (const source of policySources) {
    const raw = sources[source];
    if (raw.state === 'absent') continue;
    if (raw.state !== 'read') report.problems.push({ source, reason: raw.state });
    const { layer, problems } = parseLayer(source, raw.state === 'read' ? raw.values : {});
    // Kept though it says nothing: that IT has left something here, even a damaged file, makes the device managed.
    report.layers.push(layer);
    report.problems.push(...problems);
  }
  const userNamesServer = report.layers.some(
    ({ source, values }) => source === 'userSetting' && values.serverUrls !== undefined,
  );
  if (userNamesServer && isManaged(report.layers))
    report.problems.push({ source: 'userSetting', reason: 'managed', name: 'serverUrls' });
  return report;
}

function readMachinePolicy(places: PolicyPlaces): Promise<RawPolicies> {
  const { platform, run, env, preferences = managedPreferences } = places;
  if (platform === 'win32') return readRegistry(run, registryKeys.machine, env);
  if (platform === 'darwin') return readManagedPreferences(run, preferences);
  return readPolicyFile(places.policyFile, places.safety ?? rootOwned);
}

async function readUserPolicy(places: PolicyPlaces): Promise<RawPolicies> {
  const { platform, run, env, userName, preferences = managedPreferences } = places;
  if (platform === 'win32') return await readRegistry(run, registryKeys.user, env);
  if (platform === 'darwin') return await readManagedPreferences(run, preferences, userName);
  return absent;
}

/** The files named one server before they could name several. */
function ofConfig(raw: RawPolicies): RawPolicies {
  if (raw.state !== 'read' || !('serverUrl' in raw.values)) return raw;
  const { serverUrl, ...others } = raw.values;
  return { state: 'read', values: { serverUrls: [serverUrl], ...others } };
}
