import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Counts, countsOf, readCounts } from './counts.ts';
import { type RunningSuite, startSuite } from './run-suite.ts';
import { type Suite, suitesOf } from './suites.ts';

const projectRoot = join(import.meta.dirname, '..', '..');
let running: RunningSuite | null = null;
let stopped = false;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
process.on('disconnect', stop);
process.on('message', stop);
// The terminal may be gone before we are.
process.stdout.on('error', () => undefined);

/** The suite that runs ends first; then so do we. */
function stop(): void {
  if (stopped) return;
  stopped = true;
  if (running) running.stop();
  else process.exit(130);
}

async function runSuite(suite: Suite): Promise<Counts> {
  const from = Date.now();
  console.log(`\n── ${suite.name} ──`);
  if (suite.report) await rm(suite.report.file, { force: true });
  running = startSuite(suite, projectRoot);
  const exitCode = await running.ended;
  running = null;
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
