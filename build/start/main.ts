import { appendFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isClientBuilt } from '../shared/client-inputs.ts';
import { openBank } from './bank.ts';
import { buildClient } from './client-build.ts';
import { openDataFolder } from './data-folder.ts';
import { waitForFeed } from './feed.ts';
import { lockFolder } from './lock.ts';
import { closeClient, openClient } from './open-client.ts';
import { readOptions, type StartOptions, usage } from './options.ts';
import { requireFreePort } from './port.ts';
import { StartProblem, Stopped, sentenceOf } from './problem.ts';
import { Steps } from './steps.ts';
import { signInTable } from './summary.ts';
import { startSyncServer } from './sync-server.ts';
import { Teardown } from './teardown.ts';

const projectRoot = join(import.meta.dirname, '..', '..');
const steps = new Steps(process.stdout);
const teardown = new Teardown();
const stop = new AbortController();

async function run(options: StartOptions): Promise<void> {
  await openDataFolder(options.dataDir);
  const lock = await lockFolder(options.dataDir);
  teardown.add('the lock of the data folder', () => lock.release());
  await requireFreePort(options.port);
  stop.signal.throwIfAborted();

  if (!(await isClientBuilt(projectRoot)))
    await steps.run('Client built', () => buildClient(projectRoot, logFile(options), stop.signal));
  const bank = await openBank(
    { ...options, databaseUrl: process.env.DATABASE_URL, signal: stop.signal },
    steps,
    teardown,
  );
  const url = await startSyncServer(
    {
      databaseUrl: bank.databaseUrl,
      port: options.port,
      projectRoot,
      logFile: join(options.dataDir, 'server.log'),
      releasesDir: join(options.dataDir, 'releases'),
      auditHeadsDir: join(options.dataDir, 'audit-heads'),
    },
    steps,
    teardown,
  );
  stop.signal.throwIfAborted();
  await steps.run('Feed up to date', (tell) => waitForFeed(bank.databaseUrl, stop.signal, tell));
  await lock.announce(url);

  steps.say('');
  if (bank.signIns.length > 0) steps.say(signInTable(bank.signIns));
  else steps.say('  The database holds a bank of its own; its people sign in with their own passwords.');
  steps.say(`\n  Branchline answers at ${url}   (Ctrl-C stops it)\n`);
  if (options.headless) steps.say(`ready ${url}`);
  else await showClient(options, url);
}

async function showClient({ dataDir }: StartOptions, url: string): Promise<void> {
  const { sentence, child } = await openClient({ projectRoot, dataDir, url });
  steps.say(sentence);
  if (!child) return;
  teardown.add('the client', () => closeClient(child));
  child.once('exit', () => {
    if (!stop.signal.aborted) steps.say(`The client was closed. The server goes on at ${url} until Ctrl-C.`);
  });
}

/** Stops everything in order and ends this process; the second request waits for the first. */
async function end(exitCode: number): Promise<void> {
  const failed = await teardown.stop();
  if (failed.length > 0) steps.say(`Did not stop as it should: ${failed.join(', ')}.`);
  process.exit(failed.length > 0 ? 1 : exitCode);
}

function requestStop(): void {
  if (stop.signal.aborted) return;
  steps.say('\nStopping …');
  stop.abort(new Stopped());
  // While a step runs, it is the step that ends first: see the catch below.
  if (started) void end(0);
}

function logFile(options: StartOptions | null): string {
  return options ? join(options.dataDir, 'start.log') : join(tmpdir(), 'branchline-start.log');
}

async function explain(error: unknown, options: StartOptions | null): Promise<void> {
  const { sentence, explained } = sentenceOf(error, options?.dataDir ?? '');
  steps.say(`\n${sentence}`);
  if (explained) return;
  const file = logFile(options);
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const written = await appendFile(file, `${new Date().toISOString()} ${text}\n`).then(
    () => true,
    () => false,
  );
  if (written) steps.say(`Details are in ${file}`);
}

let started = false;
let options: StartOptions | null = null;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, requestStop);
process.on('disconnect', requestStop);
process.on('message', requestStop);
// The terminal may be gone before we are.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);
process.on('uncaughtException', (error) => void explain(error, options).finally(() => end(1)));

try {
  const read = readOptions(process.argv.slice(2), projectRoot, process.cwd());
  if (read === 'help') {
    steps.say(usage);
    process.exit(0);
  }
  options = read;
  await run(read);
  started = true;
  stop.signal.throwIfAborted();
} catch (error) {
  if (stop.signal.aborted) {
    await end(0);
  } else {
    await explain(error, options);
    await end(error instanceof StartProblem ? error.exitCode : 1);
  }
}
