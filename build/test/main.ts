import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Counts, countsOf, readCounts } from './counts.ts';
import { type Failure, readFailures } from './failures.ts';
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

async function runSuite(suite: Suite): Promise<{ counts: Counts; failures: Failure[] }> {
  const from = Date.now();
  console.log(`\n── ${suite.name} ──`);
  if (suite.report) await rm(suite.report.file, { force: true });
  running = startSuite(suite, projectRoot);
  const exitCode = await running.ended;
  running = null;
  const report = suite.report ? parseJson(await readFile(suite.report.file, 'utf8').catch(() => '')) : null;
  const reported = suite.report ? readCounts(suite.report.format, report) : null;
  const counts = countsOf(exitCode, reported, suite.report !== undefined);
  const seconds = ((Date.now() - from) / 1000).toFixed(1);
  console.log(`── ${suite.name}: ${counts.passed} passed, ${counts.failed} failed, ${seconds} s ──`);
  const told = suite.report ? readFailures(suite.report.format, report, projectRoot) : [];
  const untold = counts.failed > 0 && told.length === 0;
  const failures = untold ? [{ name: `the whole of it, exit code ${exitCode}`, message: '' }] : told;
  return { counts, failures };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
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
const whatFailed: string[] = [];
await mkdir(join(projectRoot, 'test-results'), { recursive: true });
for (const suite of chosen()) {
  const { counts, failures } = await runSuite(suite);
  const { passed, failed } = counts;
  if (stopped) process.exit(130);
  total.passed += passed;
  total.failed += failed;
  for (const { name, message } of failures) {
    const indented = message
      .split('\n')
      .filter(Boolean)
      .map((line) => `\n      ${line}`);
    whatFailed.push(`  ${suite.name}: ${name}${indented.join('')}`);
  }
  if (failed > 0 && suite.essential) {
    console.log(`Without ${suite.name} the rest cannot run.`);
    break;
  }
}
// Again at the end: suites print hundreds of lines after one another, and a log is often kept from its end.
if (whatFailed.length > 0) console.log(`\nWhat failed:\n${whatFailed.join('\n')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
