import { z } from 'zod';
import { type BusinessDate, businessDateOf } from '#shared/domain/business-date.ts';
import { stableId } from '#shared/domain/ids.ts';
import { businessDate } from '#shared/model/primitives.ts';
import { audit } from '../admin/audit.ts';
import { inTransaction, type Pool } from '../db/pool.ts';
import { ImportError } from './errors.ts';
import type { ImportFormat, ImportResult } from './format.ts';
import { Rejects } from './rejects.ts';

export interface ImportOptions {
  readonly format: ImportFormat;
  readonly source: string;
  readonly pool: Pool;
  /** Absent: the day of the last import of this format, or today when there was none. */
  readonly asOf?: BusinessDate;
  readonly rejectsFile: string;
  readonly onProgress: (message: string) => void;
  readonly signal: AbortSignal;
}

export interface ImportReport extends ImportResult {
  readonly asOf: BusinessDate;
  readonly rejectsFile: string;
}

const LOCK = 7_301_003;
const runRecord = z.object({ asOf: businessDate });

/**
 * Runs one import, alone in its database, and records it. Repeating it changes nothing: also without `asOf`, and on
 * another day, because then the day of the first run counts.
 */
export async function runImport(options: ImportOptions): Promise<ImportReport> {
  const { format, pool, signal } = options;
  const lock = await pool.connect();
  try {
    const { rows } = await lock.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [LOCK]);
    if (!rows[0]?.held) {
      throw new ImportError(
        'already_running',
        'Another import runs on this database. Wait until it is done.',
      );
    }
    const asOf = options.asOf ?? (await dayOfLastRun(pool, format)) ?? businessDateOf(new Date());
    const rejects = await Rejects.create(options.rejectsFile);
    try {
      await beginRun(pool, format, asOf);
      const result = await format.run({ ...options, asOf, rejects });
      await endRun(pool, format, { ...result.counts, asOf });
      // Without it, the first pulls after a large import are planned for the tables as they were before.
      if (result.written > 0) await pool.query('analyze');
      return { ...result, asOf, rejectsFile: rejects.path };
    } finally {
      await rejects.close();
    }
  } catch (error) {
    if (signal.aborted) {
      throw new ImportError('interrupted', 'Stopped. Run the same command again to complete the import.');
    }
    throw error;
  } finally {
    await lock.query('select pg_advisory_unlock($1)', [LOCK]).catch(() => undefined);
    lock.release();
  }
}

const runId = (format: ImportFormat) => stableId(`import:${format.name}`);

async function dayOfLastRun(pool: Pool, format: ImportFormat): Promise<BusinessDate | undefined> {
  const { rows } = await pool.query<{ counts: unknown }>('select counts from import_runs where id = $1', [
    runId(format),
  ]);
  return runRecord.safeParse(rows[0]?.counts).data?.asOf;
}

/**
 * The day is recorded at the start: a run that completes an interrupted one must use the same. So is the line in the audit
 * log, for a run that is interrupted has written too.
 */
async function beginRun(pool: Pool, format: ImportFormat, asOf: BusinessDate): Promise<void> {
  const id = runId(format);
  await inTransaction(pool, async (client) => {
    await client.query(
      `insert into import_runs as run (id, format, counts) values ($1, $2, $3)
       on conflict (id) do update set counts = excluded.counts, finished_at = null
       where run.counts ->> 'asOf' is distinct from excluded.counts ->> 'asOf'`,
      [id, format.name, JSON.stringify({ asOf })],
    );
    const act = { actorId: null, action: 'import.run', subjectId: id } as const;
    await audit(client, { ...act, reason: `${format.name} ${asOf}` }, new Date());
  });
}

async function endRun(pool: Pool, format: ImportFormat, counts: object): Promise<void> {
  await pool.query(
    `update import_runs set counts = $2, finished_at = now()
     where id = $1 and (finished_at is null or counts is distinct from $2::jsonb)`,
    [runId(format), JSON.stringify(counts)],
  );
}
