import { isIP } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { PolicyReport } from '#shared/policy/layers.ts';
import { type EffectivePolicies, resolvePolicies } from '#shared/policy/resolve.ts';
import { POLICY_FILE, readPolicies } from './policy/read.ts';
import { runSystemProgram } from './policy/run.ts';
import { StartProblem } from './start-problem.ts';

/** What this device is to do, of all that IT, the server and the user say: see `policy/`. */
export interface Config {
  /** An origin, without a path. */
  serverUrl: string;
  /** Origins of the servers to turn to when that one cannot be reached, in their order. */
  standbyUrls: readonly string[];
  externalHosts: readonly string[];
  policies: EffectivePolicies;
  /** Who said what, and what of it counts for nothing: for Settings and the log. */
  report: PolicyReport;
}

export type ConfigProblem = 'no_server' | 'bad_server';

/** The address that `npm start` serves on: what an unpackaged client talks to when nothing else is said. */
const DEVELOPMENT_SERVER = 'http://127.0.0.1:8710';

export interface ConfigSources {
  isPackaged: boolean;
  env: Readonly<Record<string, string | undefined>>;
  report: PolicyReport;
}

/** @throws StartProblem that names the file in which the address belongs */
export async function loadConfig(options: {
  isPackaged: boolean;
  userFile: string;
  serverPolicy: string | null;
}): Promise<Config> {
  const { isPackaged, userFile, serverPolicy } = options;
  const machineFile = machineConfigPath(process.platform, process.env);
  const report = await readPolicies({
    platform: process.platform,
    env: process.env,
    userName: userNameOrNone(),
    run: runSystemProgram,
    policyFile: POLICY_FILE,
    machineFile,
    userFile,
    serverPolicy,
  });
  const found = readConfig({ isPackaged, env: process.env, report });
  if ('problem' in found) throw new StartProblem(found.problem, machineFile);
  return found;
}

/** Without any address that counts the user is told. A wrong one is not guessed at: the next source decides. */
export function readConfig({ isPackaged, env, report }: ConfigSources): Config | { problem: ConfigProblem } {
  const policies = resolvePolicies(report.layers);
  // A variable of the environment is anybody's to set: it counts while developing only.
  const fromEnvironment = isPackaged ? undefined : env.BRANCHLINE_SERVER_URL;
  const fallback = isPackaged ? [] : [DEVELOPMENT_SERVER];
  const addresses =
    fromEnvironment === undefined ? (policies.serverUrls?.value ?? fallback) : [fromEnvironment];
  const origins = addresses.map(serverOrigin).filter((origin) => origin !== null);
  const [serverUrl, ...standbyUrls] = new Set(origins);
  if (serverUrl === undefined) {
    const bad = addresses.length > 0 || report.problems.some(({ name }) => name === 'serverUrls');
    return { problem: bad ? 'bad_server' : 'no_server' };
  }
  return { serverUrl, standbyUrls, externalHosts: policies.externalHosts?.value ?? [], policies, report };
}

/**
 * Whether the program may update itself. Where the machine's policy cannot be read it may say no, as that of a program which
 * IT installs for everybody: nothing is installed beside it.
 */
export function mayUpdate({ policies, report }: Pick<Config, 'policies' | 'report'>): boolean {
  const unread = report.problems.some(
    ({ source, reason }) => source === 'machinePolicy' && reason === 'unreadable',
  );
  return policies.updates?.value !== 'off' && !unread;
}

/** The origin of a server's address; `null` unless it is https, or http on this very machine. */
export function serverOrigin(address: string): string | null {
  const url = URL.parse(address);
  if (url?.username !== '' || url.password !== '') return null;
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') return null;
  if (url.protocol === 'https:') return url.origin;
  return url.protocol === 'http:' && isLoopback(url.hostname) ? url.origin : null;
}

function isLoopback(hostname: string): boolean {
  if (hostname === 'localhost' || hostname === '[::1]') return true;
  return isIP(hostname) === 4 && hostname.startsWith('127.');
}

/** An account that the system does not know has no policies of its own. */
function userNameOrNone(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}

/** Where IT puts the machine's file; only an administrator can write there. */
export function machineConfigPath(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): string {
  if (platform === 'win32') return join(env.ProgramData ?? 'C:\\ProgramData', 'Branchline', 'config.json');
  if (platform === 'darwin') return '/Library/Application Support/Branchline/config.json';
  return '/etc/branchline/config.json';
}
