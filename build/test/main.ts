import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Counts, countsOf, readCounts } from './counts.ts';
import { type Suite, suitesOf } from './suites.ts';

const projectRoot = join(import.meta.dirname, '..', '..');
let running: ChildProcess | null = null;
let stopped = false;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
process.on('disconnect', stop);
process.on('message', stop);

/** The suite that runs is asked to end, and then made to, with all that it started. */
function stop(): void {
  if (stopped) return;
  stopped = true;
  const child = running;
  if (!child) process.exit(130);
  endGroup(child, 'SIGTERM');
  setTimeout(() => endGroup(child, 'SIGKILL'), 20_000).unref();
}

function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (process.platform === 'win32') child.kill(signal);
    else if (child.pid !== undefined) process.kill(-child.pid, signal);
  } catch {
    // Already gone.
  }
}

function run({ command }: Suite): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, command, {
      cwd: projectRoot,
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: process.platform !== 'win32',
      env: { ...process.env, PATH: pathWithOurNode() },
    });
    running = child;
    child.on('error', () => resolve(1));
    child.on('exit', (code) => {
      running = null;
      // What it left behind goes with it.
      endGroup(child, 'SIGKILL');
      resolve(code ?? 1);
    });
  });
}

/** Programs in node_modules/.bin start `node`: they must find the project's own. */
function pathWithOurNode(): string {
  const separator = process.platform === 'win32' ? ';' : ':';
  return [join(projectRoot, 'node_modules', '.bin'), process.env.PATH ?? ''].join(separator);
}

async function runSuite(suite: Suite): Promise<Counts> {
  const from = Date.now();
  console.log(`\n── ${suite.name} ──`);
  if (suite.report) await rm(suite.report.file, { force: true });
  const exitCode = await run(suite);
  const text = suite.report ? await readFile(suite.report.file, 'utf8').catch(() => null) : null;
  const reported = suite.report ? readCounts(suite.report.format, text) : null;
  const counts = countsOf(exitCode, reported, suite.report !== undefined);
  const seconds = ((Date.now() - from) / 1000).toFixed(1);
  console.log(`── ${suite.name}: ${counts.passed} passed, ${counts.failed} failed, ${seconds} s ──`);
  return counts;
}

function chosen(): Suite[] {
  const all = suitesOf(projectRoot);
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  if (values.only === undefined) return all;
  const names = values.only.split(',');
  const unknown = names.filter((name) => !all.some((suite) => suite.name === name));
  if (unknown.length > 0) {
    console.error(
      `There is no suite ${unknown.join(', ')}. There are: ${all.map(({ name }) => name).join(', ')}.`,
    );
    process.exit(2);
  }
  return all.filter((suite) => names.includes(suite.name));
}

const total: Counts = { passed: 0, failed: 0 };
await mkdir(join(projectRoot, 'test-results'), { recursive: true });
for (const suite of chosen()) {
  const { passed, failed } = await runSuite(suite);
  if (stopped) process.exit(130);
  total.passed += passed;
  total.failed += failed;
  if (failed > 0 && suite.essential) {
    console.log(`Without ${suite.name} the rest cannot run.`);
    break;
  }
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
