import path from 'node:path';
import { parseArgs } from 'node:util';
import { UsageError } from '../import/arguments.ts';

export type BackupCommand =
  | {
      readonly verb: 'take';
      readonly to: string;
      readonly archive: string;
      readonly url: string | undefined;
      readonly dataDir: string;
    }
  | { readonly verb: 'verify'; readonly folder: string }
  | { readonly verb: 'list'; readonly folder: string }
  | { readonly verb: 'prune'; readonly folder: string; readonly archive: string; readonly keep: number };

export const BACKUP_USAGE = `Usage: npm run backup -- --to <folder> --archive <folder> [--database-url <url> | --data-dir <folder>]
       npm run backup -- list <folder of backups>
       npm run backup -- verify <one backup>
       npm run backup -- prune <folder of backups> --archive <folder> --keep <number>
  --to <folder>         the folder of all backups; each becomes a folder in it, named by its moment
  --archive <folder>    where PostgreSQL archives its WAL
  --database-url <url>  the PostgreSQL to back up, on this machine (also: DATABASE_URL)
  --data-dir <folder>   the running bank of npm start, when there is no address
  --keep <number>       so many of the newest stay, with the WAL that they need
Run it as PostgreSQL's user. Exit code: 0 done, 1 it could not be done, 2 the command line is wrong.`;

/** `undefined` when only the usage is asked for. @throws UsageError */
export function readBackupArguments(
  argv: readonly string[],
  { databaseUrl, defaultDataDir }: { databaseUrl: string | undefined; defaultDataDir: string },
): BackupCommand | undefined {
  const { values, positionals } = parsed(argv);
  if (values.help === true) return undefined;
  const [verb = 'take', folder, ...more] = positionals;
  if (more.length > 0) throw new UsageError(`"${more[0]}" is one too many.`);
  if (verb === 'take') {
    const url = values['database-url'] ?? (values['data-dir'] === undefined ? databaseUrl : undefined);
    return {
      verb,
      to: required(values.to, '--to'),
      archive: required(values.archive, '--archive'),
      url,
      dataDir: path.resolve(values['data-dir'] ?? defaultDataDir),
    };
  }
  if (folder === undefined) throw new UsageError(`Name the folder to ${verb}.`);
  const named = path.resolve(folder);
  if (verb === 'verify' || verb === 'list') return { verb, folder: named };
  if (verb !== 'prune') throw new UsageError(`There is no "${verb}".`);
  const keep = Number(values.keep);
  if (!Number.isInteger(keep) || keep < 1) throw new UsageError('--keep takes a whole number from 1.');
  return { verb, folder: named, archive: required(values.archive, '--archive'), keep };
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        to: { type: 'string' },
        archive: { type: 'string' },
        'database-url': { type: 'string' },
        'data-dir': { type: 'string' },
        keep: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'Unknown argument.');
  }
}

/** An absolute path: the server has a folder of its own to start relative ones from. */
export function required(value: string | undefined, name: string): string {
  if (value === undefined || value === '') throw new UsageError(`${name} is missing.`);
  return path.resolve(value);
}
