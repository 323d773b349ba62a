import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Suite } from './suites.ts';

const PATIENCE_MS = 20_000;

export interface RunningSuite {
  /** Resolves with the exit code once nothing that the suite started runs any more. */
  ended: Promise<number>;
  /** Asks it to end. */
  stop: () => void;
}

/** Starts a suite in a process group of its own, so that what it leaves behind can be found and ended. */
export function startSuite({ command, report }: Suite, projectRoot: string): RunningSuite {
  const child = spawn(process.execPath, command, {
    cwd: projectRoot,
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: process.platform !== 'win32',
    env: { ...process.env, PATH: pathWithOurNode(projectRoot) },
  });
  const exited = new Promise<number>((resolve) => {
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code ?? 1));
  });
  return {
    ended: exited.then(async (code) => {
      await endRest(child);
      return code;
    }),
    stop: () => {
      // Test runners clear up on SIGINT, databases among the rest; on SIGTERM they just go.
      if (report) child.kill('SIGINT');
      else signalGroup(child, 'SIGTERM');
      setTimeout(() => signalGroup(child, 'SIGKILL'), PATIENCE_MS).unref();
    },
  };
}

/** Helpers that outlive their leader get time to clear up, then no more. */
async function endRest(child: ChildProcess): Promise<void> {
  const end = Date.now() + PATIENCE_MS / 2;
  while (signalGroup(child, 0) && Date.now() < end) await wait(50);
  signalGroup(child, 'SIGKILL');
}

/** Whether there was anybody to signal. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  if (child.pid === undefined) return false;
  try {
    return process.platform === 'win32' ? child.kill(signal) : process.kill(-child.pid, signal);
  } catch {
    return false;
  }
}

/** Programs in node_modules/.bin start `node`: they must find the project's own. */
function pathWithOurNode(projectRoot: string): string {
  const separator = process.platform === 'win32' ? ';' : ':';
  return [join(projectRoot, 'node_modules', '.bin'), process.env.PATH ?? ''].join(separator);
}
