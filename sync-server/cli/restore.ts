import { BackupError } from '../backup/errors.ts';
import { RESTORE_USAGE, type RestoreCommand, readRestoreArguments } from '../backup/restore-arguments.ts';
import { restoreBackup } from '../backup/restore-backup.ts';
import { restoreEmbedded } from '../backup/restore-embedded.ts';
import { EmbeddedDatabaseError } from '../db/embedded/errors.ts';
import { UsageError } from '../import/arguments.ts';

const onProgress = (message: string) => process.stderr.write(`${message}\n`);

async function run({ place, ...command }: RestoreCommand): Promise<void> {
  if ('dataDir' in place) {
    await restoreEmbedded({ ...command, ...place, onProgress });
    console.log(`The database in ${place.dataDir} is restored. Start it as before.`);
    return;
  }
  await restoreBackup({ ...command, dataFolder: place.pgdata, onProgress });
  console.log(
    `Put back into ${place.pgdata}. Start PostgreSQL there: it recovers and then takes connections. ` +
      'If it stops instead, its log says how far the archive reaches.',
  );
}

try {
  const command = readRestoreArguments(process.argv.slice(2));
  if (command === undefined) console.log(RESTORE_USAGE);
  else await run(command);
} catch (error) {
  process.exitCode = error instanceof UsageError ? 2 : 1;
  if (error instanceof UsageError) console.error(`${error.message}\n\n${RESTORE_USAGE}`);
  else if (error instanceof BackupError || error instanceof EmbeddedDatabaseError)
    console.error(`${error.message} (${error.code})`);
  else console.error(`The restore failed: ${error instanceof Error ? error.message : 'unknown fault'}`);
}
