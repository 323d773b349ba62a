import { type ChildProcess, spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { packagesProblem } from '../../build/bootstrap/packages.mjs';
import { eventually } from '../support/wait.ts';

const root = join(import.meta.dirname, '..', '..');
const script = join(root, 'build', 'start.mjs');

/** `npm start` as a test runs it, with everything it printed. */
export class StartCommand {
  readonly lines: string[] = [];
  readonly exit: Promise<number | null>;
  readonly #child: ChildProcess;

  constructor(dataDir: string, ...args: string[]) {
    // A start that installs would take the packages away from under the running tests.
    const problem = packagesProblem(root);
    if (problem !== null) throw new Error(`The packages must be installed first: ${problem}.`);
    const { DATABASE_URL: _theirs, ...env } = process.env;
    this.#child = spawn(
      process.execPath,
      [script, '--headless', '--data-dir', dataDir, '--customers', '600', ...args],
      // A session of its own, as a terminal gives it: a signal to the group is what Ctrl-C sends.
      { stdio: ['ignore', 'pipe', 'pipe'], detached: true, env },
    );
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', (line) => this.lines.push(line));
    }
    this.exit = new Promise((resolve) => this.#child.once('close', resolve));
  }

  get pid(): number {
    return this.#child.pid ?? -1;
  }
  get output(): string {
    return this.lines.join('\n');
  }

  /** The first line that matches; fails when the command ends without it. */
  async line(pattern: RegExp): Promise<RegExpExecArray> {
    let ended = false;
    void this.exit.then(() => {
      ended = true;
    });
    return eventually(
      `a line like ${pattern} in:\n${this.output}`,
      () => {
        for (const line of this.lines) {
          const match = pattern.exec(line);
          if (match) return match;
        }
        if (ended) throw new Error(`It ended without a line like ${pattern}:\n${this.output}`);
        return undefined;
      },
      150_000,
    );
  }
  /** The address, once it answers. */
  async ready(): Promise<string> {
    return (await this.line(/^ready (http:\S+)$/))[1] ?? '';
  }

  /** As the terminal does: to every process of the group. */
  signal(signal: NodeJS.Signals): void {
    process.kill(-this.pid, signal);
  }
  /** To the first process alone. */
  signalParent(signal: NodeJS.Signals): void {
    process.kill(this.pid, signal);
  }
}

/** Processes that have the folder in their command line: of one start, all but short-lived helpers. */
export async function processesOn(dataDir: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      return commandLine.includes(dataDir) ? Number(pid) : null;
    }),
  );
  return found.filter((pid) => pid !== null);
}
