import { isIP } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import { readTextOrNull } from './atomic-file.ts';
import { StartProblem } from './start-problem.ts';

/**
 * Where the sync server is and which outside hosts links may open. Two files hold it: the machine's, written by IT,
 * and the user's. A managed machine's file wins.
 */
export const configFile = z.object({
  serverUrl: z.string().optional(),
  externalHosts: z
    .array(z.string().regex(/^(?=.{1,253}$)[a-z0-9-]+(\.[a-z0-9-]+)*$/))
    .max(100)
    .optional(),
});
export type ConfigFile = z.infer<typeof configFile>;

export interface Config {
  /** An origin, without a path. */
  serverUrl: string;
  externalHosts: readonly string[];
}

export type ConfigProblem = 'no_server' | 'bad_server';

/** The address that `npm start` serves on: what an unpackaged client talks to when nothing else is said. */
const DEVELOPMENT_SERVER = 'http://127.0.0.1:8710';

export interface ConfigSources {
  isPackaged: boolean;
  env: Readonly<Record<string, string | undefined>>;
  /** The text of the two files, `null` where there is none. */
  machineFile: string | null;
  userFile: string | null;
}

/** @throws StartProblem that names the file in which the address belongs */
export async function loadConfig(options: { isPackaged: boolean; userFile: string }): Promise<Config> {
  const machineFile = machineConfigPath(process.platform, process.env);
  const found = readConfig({
    isPackaged: options.isPackaged,
    env: process.env,
    machineFile: await readTextOrNull(machineFile),
    userFile: await readTextOrNull(options.userFile),
  });
  if ('problem' in found) throw new StartProblem(found.problem, machineFile);
  return found;
}

/** A damaged file counts as empty: the next source decides, and without any the user is told. */
export function readConfig(sources: ConfigSources): Config | { problem: ConfigProblem } {
  const machine = parseConfigFile(sources.machineFile);
  const user = parseConfigFile(sources.userFile);
  // A variable of the environment is anybody's to set: it counts while developing only.
  const fromEnvironment = sources.isPackaged ? undefined : sources.env.BRANCHLINE_SERVER_URL;
  const fallback = sources.isPackaged ? undefined : DEVELOPMENT_SERVER;
  const address = fromEnvironment ?? machine.serverUrl ?? user.serverUrl ?? fallback;
  if (address === undefined) return { problem: 'no_server' };
  const serverUrl = serverOrigin(address);
  if (serverUrl === null) return { problem: 'bad_server' };
  return { serverUrl, externalHosts: machine.externalHosts ?? user.externalHosts ?? [] };
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

function parseConfigFile(text: string | null): ConfigFile {
  if (text === null) return {};
  try {
    return configFile.parse(JSON.parse(text));
  } catch {
    return {};
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
