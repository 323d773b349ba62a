import path from 'node:path';
import { parseArgs } from 'node:util';
import { businessDate } from '#shared/model/primitives.ts';
import { EmbeddedDatabaseError } from '../db/embedded/errors.ts';
import { MigrationError } from '../db/migrate.ts';
import type { SignIn } from '../demo/sign-ins.ts';
import { openImportDatabase } from '../import/database.ts';
import { ImportError, type ImportErrorCode } from '../import/errors.ts';
import { formatNamed, formats } from '../import/registry.ts';
import { runImport } from '../import/run-import.ts';
import { DEFAULT_DATA_DIR } from './data-dir.ts';

const usage = `Usage: npm run import -- --format <name> <folder or file>
  --format <name>       what the source is:
${formats.map(({ name, title }) => `                          ${name.padEnd(10)} ${title}`).join('\n')}
  --data-dir <folder>   the bank to import into; default ${DEFAULT_DATA_DIR}
  --database-url <url>  import into this PostgreSQL database instead (also: DATABASE_URL)
  --as-of <YYYY-MM-DD>  the day on which the data end; default: that of the last import, or today
  --rejects <file>      where lines that cannot be taken go; default <data-dir>/rejects-<format>.csv`;

class UsageError extends Error {}

function readArguments(argv: string[]) {
  const options = {
    format: { type: 'string' },
    'data-dir': { type: 'string' },
    'database-url': { type: 'string' },
    'as-of': { type: 'string' },
    rejects: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  let parsed: ReturnType<
    typeof parseArgs<{ args: string[]; options: typeof options; allowPositionals: true }>
  >;
  try {
    parsed = parseArgs({ args: argv, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'Unknown argument.');
  }
  const { values, positionals } = parsed;
  if (values.help) return undefined;
  const [source, ...more] = positionals;
  if (values.format === undefined) throw new UsageError('Say what the source is with --format.');
  const format = formatNamed(values.format);
  if (format === undefined) throw new UsageError(`There is no format "${values.format}".`);
  if (source === undefined) throw new UsageError('Name the folder or file to import.');
  if (more.length > 0) throw new UsageError(`One source at a time; "${more[0]}" is one too many.`);
  const asOf = values['as-of'];
  if (asOf !== undefined && !businessDate.safeParse(asOf).success) {
    throw new UsageError(`--as-of "${asOf}" is not a day like 2026-03-18.`);
  }
  const dataDir = path.resolve(values['data-dir'] ?? DEFAULT_DATA_DIR);
  return {
    format,
    source: path.resolve(source),
    dataDir,
    // A folder that is named wins over an address that merely stands in the environment.
    url: values['database-url'] ?? (values['data-dir'] === undefined ? process.env.DATABASE_URL : undefined),
    rejectsFile: values.rejects ?? path.join(dataDir, `rejects-${format.name}.csv`),
    ...(asOf === undefined ? {} : { asOf }),
  };
}

async function main(): Promise<void> {
  const started = Date.now();
  const wanted = readArguments(process.argv.slice(2));
  if (wanted === undefined) {
    console.log(usage);
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
  if (error instanceof UsageError) console.error(`${error.message}\n\n${usage}`);
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
