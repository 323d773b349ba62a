import { EmbeddedDatabaseError } from '../db/embedded/errors.ts';
import { MigrationError } from '../db/migrate.ts';
import type { SignIn } from '../demo/sign-ins.ts';
import { readArguments, UsageError, usageOf } from '../import/arguments.ts';
import { openImportDatabase } from '../import/database.ts';
import { ImportError, type ImportErrorCode } from '../import/errors.ts';
import { runImport } from '../import/run-import.ts';
import { DEFAULT_DATA_DIR } from './data-dir.ts';

async function main(): Promise<void> {
  const started = Date.now();
  const wanted = readArguments(process.argv.slice(2), {
    defaultDataDir: DEFAULT_DATA_DIR,
    databaseUrl: process.env.DATABASE_URL,
  });
  if (wanted === undefined) {
    console.log(usageOf(DEFAULT_DATA_DIR));
    return;
  }
  const onProgress = (message: string) => process.stderr.write(`${message}\n`);
  const stop = new AbortController();
  const onSignal = () => {
    if (!stop.signal.aborted) onProgress('Stopping after the rows being written …');
    stop.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);

  await wanted.format.inspect(wanted.source);
  const database = await openImportDatabase({ dataDir: wanted.dataDir, url: wanted.url, onProgress });
  try {
    onProgress(`Importing into ${database.name}`);
    const report = await runImport({ ...wanted, pool: database.pool, onProgress, signal: stop.signal });
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    onProgress(`Done in ${seconds} s: ${report.written} documents written; the data end on ${report.asOf}`);
    const { rejected } = report.counts;
    onProgress(`${rejected} ${rejected === 1 ? 'line' : 'lines'} rejected: ${report.rejectsFile}`);
    printSignIns(report.signIns, report.signInNote);
    console.log(JSON.stringify(report.counts));
  } finally {
    await database.close();
  }
}

function printSignIns(signIns: readonly SignIn[], note: string): void {
  const header = { role: 'Role', username: 'Username', password: 'Password', name: 'Name', branch: 'Branch' };
  const table = [header, ...signIns];
  const columns = ['role', 'username', 'password', 'name', 'branch'] as const;
  const width = (column: (typeof columns)[number]) => Math.max(...table.map((row) => row[column].length));
  console.log('Who can sign in (on this machine only):');
  for (const row of table) {
    console.log(`  ${columns.map((column) => row[column].padEnd(width(column))).join('  ')}`.trimEnd());
  }
  console.log(note);
}

/** 2: the command or the source is wrong. 130: stopped by the user. 1: everything else. */
function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError) return 2;
  if (!(error instanceof ImportError)) return 1;
  if (error.code === 'interrupted') return 130;
  const elsewhere: readonly ImportErrorCode[] = ['already_running', 'database_unreachable', 'username_taken'];
  return elsewhere.includes(error.code) ? 1 : 2;
}

try {
  await main();
} catch (error) {
  process.exitCode = exitCodeOf(error);
  if (error instanceof UsageError) console.error(`${error.message}\n\n${usageOf(DEFAULT_DATA_DIR)}`);
  else if (
    error instanceof ImportError ||
    error instanceof EmbeddedDatabaseError ||
    error instanceof MigrationError
  ) {
    console.error(error.message);
  } else {
    console.error(`The import failed: ${error instanceof Error ? error.message : 'unknown fault'}`);
  }
}
