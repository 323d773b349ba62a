import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { findChromium, quietFlags, sandboxFlags } from '../shared/chromium.ts';
import { findElectron } from '../shared/electron.ts';

export interface OpenClient {
  projectRoot: string;
  dataDir: string;
  url: string;
}

export interface OpenedClient {
  /** What was opened, and why that. */
  sentence: string;
  child: ChildProcess | null;
}

/** Opens the client in the best program there is: Electron, else a browser's app window, else nothing. */
export async function openClient(options: OpenClient): Promise<OpenedClient> {
  if (!hasDisplay(process.platform, process.env))
    return {
      sentence: `There is no display here. Open ${options.url} in a browser on this machine.`,
      child: null,
    };
  const electron = findElectron(options.projectRoot);
  if (electron !== null) return openElectron(electron, options);
  const reason = "Electron's program is not installed (npx install-electron fetches it from GitHub)";
  const browser = await findChromium();
  if (browser === null)
    return {
      sentence: `${reason}, and no Chromium, Chrome or Edge was found. Open ${options.url} in a browser.`,
      child: null,
    };
  const profile = join(options.dataDir, 'browser');
  const child = launch(browser, [
    `--app=${options.url}`,
    `--user-data-dir=${profile}`,
    '--window-size=1280,800',
    ...quietFlags,
    ...sandboxFlags(),
  ]);
  return { sentence: `${reason}: the client opens in ${browser}.`, child };
}

function openElectron(program: string, { projectRoot, dataDir, url }: OpenClient): OpenedClient {
  const main = join(projectRoot, 'dist', 'electron', 'main.cjs');
  const child = launch(program, [...sandboxFlags(), main], {
    BRANCHLINE_SERVER_URL: url,
    BRANCHLINE_USER_DATA: join(dataDir, 'desktop'),
  });
  return { sentence: 'The client opens in Electron.', child };
}

/** A group of its own: a browser is many processes, and all of them go. What it prints is of no use to anybody. */
function launch(program: string, args: string[], env: Record<string, string> = {}): ChildProcess {
  const child = spawn(program, args, {
    stdio: 'ignore',
    detached: process.platform !== 'win32',
    env: { ...process.env, ...env },
  });
  child.on('error', () => undefined);
  return child;
}

/** Asks the client to close, so that it can write; resolves when its process is gone, at the latest after 5 s. */
export function closeClient(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return resolve();
    const force = setTimeout(() => endGroup(child, 'SIGKILL'), 5_000);
    child.once('exit', () => {
      clearTimeout(force);
      // Helpers of the browser that outlive it for a moment.
      endGroup(child, 'SIGKILL');
      resolve();
    });
    endGroup(child, 'SIGTERM');
  });
}

function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (process.platform === 'win32') child.kill(signal);
    else if (child.pid !== undefined) process.kill(-child.pid, signal);
  } catch {
    // Already gone.
  }
}

export function hasDisplay(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  if (platform === 'win32' || platform === 'darwin') return true;
  return (env.DISPLAY ?? '') !== '' || (env.WAYLAND_DISPLAY ?? '') !== '';
}
