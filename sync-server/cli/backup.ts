import { BACKUP_USAGE, type BackupCommand, readBackupArguments } from '../backup/arguments.ts';
import { BackupError } from '../backup/errors.ts';
import { listBackups, pruneBackups } from '../backup/prune-backups.ts';
import { takeBackup } from '../backup/take-backup.ts';
import { verifyBackup } from '../backup/verify-backup.ts';
import { readRunningDatabase } from '../db/embedded/state.ts';
import { UsageError } from '../import/arguments.ts';
import { DEFAULT_DATA_DIR } from './data-dir.ts';

const onProgress = (message: string) => process.stderr.write(`${message}\n`);
const megabytes = (bytes: number) => `${Math.ceil(bytes / 1_000_000)} MB`;

async function run(command: BackupCommand): Promise<void> {
  if (command.verb === 'take') return take(command);
  if (command.verb === 'verify') {
    const manifest = await verifyBackup(command.folder, onProgress);
    console.log(
      `Whole: ${manifest.files.length} files, ${megabytes(manifest.bytes)}, of ${manifest.finishedAt}.`,
    );
  } else if (command.verb === 'list') {
    for (const { folder, manifest } of await listBackups(command.folder)) {
      console.log(
        manifest ? `${folder}  ${manifest.finishedAt}  ${megabytes(manifest.bytes)}` : `${folder}  damaged`,
      );
    }
  } else {
    const { backups, segments } = await pruneBackups(command.folder, command.archive, command.keep);
    console.log(`Removed ${backups} backups and ${segments} files of the archive.`);
  }
}

async function take({ to, archive, url, dataDir }: Extract<BackupCommand, { verb: 'take' }>): Promise<void> {
  const databaseUrl = url ?? (await readRunningDatabase(dataDir))?.url;
  if (databaseUrl === undefined) {
    throw new BackupError(
      'database_unreachable',
      `No database runs on ${dataDir}. Start it, or name one with --database-url.`,
    );
  }
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  const { folder, manifest } = await takeBackup({
    databaseUrl,
    to,
    archive,
    onProgress,
    signal: stop.signal,
  });
  console.log(`${folder}  ${manifest.finishedAt}  ${megabytes(manifest.bytes)}`);
}

try {
  const command = readBackupArguments(process.argv.slice(2), {
    databaseUrl: process.env.DATABASE_URL,
    defaultDataDir: DEFAULT_DATA_DIR,
  });
  if (command === undefined) console.log(BACKUP_USAGE);
  else await run(command);
} catch (error) {
  process.exitCode = error instanceof UsageError ? 2 : 1;
  if (error instanceof UsageError) console.error(`${error.message}\n\n${BACKUP_USAGE}`);
  else if (error instanceof BackupError) console.error(`${error.message} (${error.code})`);
  else console.error(`The backup failed: ${error instanceof Error ? error.message : 'unknown fault'}`);
}
