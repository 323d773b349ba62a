import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { UsageError } from '../import/arguments.ts';
import { required } from './arguments.ts';
import type { RestoreTarget } from './recovery-settings.ts';

export interface RestoreCommand {
  readonly from: string;
  readonly archive: string;
  readonly target: RestoreTarget;
  /** Exactly one of the two. */
  readonly place: { readonly dataDir: string } | { readonly pgdata: string };
}

export const RESTORE_USAGE = `Usage: npm run restore -- --from <one backup> --archive <folder> (--pgdata <folder> | --data-dir <folder>)
                          (--to-backup | --at <moment> | --latest)
  --from <folder>       one backup, as npm run backup -- list names it
  --archive <folder>    where PostgreSQL archived its WAL
  --pgdata <folder>     the data folder to make for a PostgreSQL of your own; it must be empty or not there
  --data-dir <folder>   the folder to make for npm start; recovers at once
  --to-backup           to the end of the backup
  --at <moment>         to a moment after it, as 2026-03-18T09:30:00+08:00: with its zone
  --latest              to the last that was archived
Run it as PostgreSQL's user. Exit code: 0 done, 1 it could not be done, 2 the command line is wrong.`;

const instant = z.iso.datetime({ offset: true });

/** `undefined` when only the usage is asked for. @throws UsageError */
export function readRestoreArguments(argv: readonly string[]): RestoreCommand | undefined {
  const values = parsed(argv);
  if (values.help === true) return undefined;
  const { pgdata, 'data-dir': dataDir } = values;
  if ((pgdata === undefined) === (dataDir === undefined)) {
    throw new UsageError('Say where to with either --pgdata or --data-dir.');
  }
  return {
    from: required(values.from, '--from'),
    archive: required(values.archive, '--archive'),
    target: targetOf(values),
    place: pgdata === undefined ? { dataDir: path.resolve(dataDir ?? '') } : { pgdata: path.resolve(pgdata) },
  };
}

/** Never a default: which of the three loses how much is for the person to say. */
function targetOf(values: ReturnType<typeof parsed>): RestoreTarget {
  const { 'to-backup': toBackup, latest, at } = values;
  if ([toBackup === true, latest === true, at !== undefined].filter(Boolean).length !== 1) {
    throw new UsageError('Say how far with one of --to-backup, --at and --latest.');
  }
  if (toBackup) return { kind: 'backup' };
  if (latest) return { kind: 'latest' };
  const moment = instant.safeParse(at);
  if (!moment.success) throw new UsageError('--at is a moment with its zone, as 2026-03-18T09:30:00+08:00.');
  return { kind: 'moment', at: new Date(moment.data) };
}

function parsed(argv: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        from: { type: 'string' },
        archive: { type: 'string' },
        pgdata: { type: 'string' },
        'data-dir': { type: 'string' },
        'to-backup': { type: 'boolean' },
        at: { type: 'string' },
        latest: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    return values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'Unknown argument.');
  }
}
