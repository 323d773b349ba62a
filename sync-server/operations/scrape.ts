import { chainState } from '../audit/state.ts';
import type { Context } from '../context.ts';
import type { Pool } from '../db/pool.ts';

/**
 * Brings the figures that are not counted as things happen up to date. Without the database those keep their last
 * values, and `branchline_database_up` says why: the rest of the figures matter all the more then.
 */
export async function scrape(context: Context): Promise<void> {
  const { metrics, pool } = context;
  metrics.poolConnections.set({ state: 'busy' }, pool.totalCount - pool.idleCount);
  metrics.poolConnections.set({ state: 'idle' }, pool.idleCount);
  metrics.poolWaiting.set(pool.waitingCount);
  const now = context.clock();
  const looks = await Promise.allSettled([feed(context), auditChain(context, now), stored(context, now)]);
  metrics.databaseUp.set(looks.every(({ status }) => status === 'fulfilled') ? 1 : 0);
}

async function feed({ metrics, feedWatch }: Context): Promise<void> {
  const { lagSeconds, deadLetters } = await feedWatch.look();
  metrics.feedLag.set(lagSeconds);
  metrics.deadLetters.set(deadLetters);
}

async function auditChain({ metrics, pool, headCopies }: Context, now: Date): Promise<void> {
  const { lagSeconds, waiting, headAgeSeconds, head } = await chainState(pool, now);
  metrics.auditLag.set(lagSeconds);
  metrics.auditWaiting.set(waiting);
  metrics.auditHeadAge.set(headAgeSeconds);
  const copied = headCopies && (headCopies.last?.number ?? 0);
  metrics.auditHeadsToCopy.set(copied === undefined ? Number.NaN : Math.max(0, (head?.number ?? 0) - copied));
}

async function stored({ metrics, pool }: Context, now: Date): Promise<void> {
  const found = await waitingForPeople(pool);
  metrics.parkedEdits.set(found.parked);
  metrics.unreadableCopies.set(found.unreadable);
  metrics.backupAge.set(ageOf(found.backup_at, now));
  metrics.walArchiveAge.set(found.archiving ? ageOf(found.archived_at, now) : Number.NaN);
  metrics.walArchiveFailing.set(found.archiving && found.failing ? 1 : 0);
}

async function waitingForPeople(pool: Pool) {
  const found = await pool.query<{
    parked: number;
    unreadable: number;
    backup_at: Date | null;
    archiving: boolean;
    archived_at: Date | null;
    failing: boolean;
  }>(
    `select (select count(*) from parked_edits where resolved_at is null) as parked,
            (select count(*) from sealed_unreadable where resolved_at is null) as unreadable,
            (select max(finished_at) from backups) as backup_at,
            current_setting('archive_mode') <> 'off' as archiving, last_archived_time as archived_at,
            coalesce(last_failed_time > coalesce(last_archived_time, '-infinity'), false) as failing
     from pg_stat_archiver`,
  );
  const [row] = found.rows;
  if (row === undefined) throw new RangeError('pg_stat_archiver has one row');
  return row;
}

/** NaN, which no alert rule takes for small: there was none yet. */
function ageOf(at: Date | null, now: Date): number {
  return at === null ? Number.NaN : Math.max(0, (now.getTime() - at.getTime()) / 1000);
}
