import { setTimeout as delay } from 'node:timers/promises';
import { chainState } from '../audit/state.ts';
import type { Context } from '../context.ts';
import type { Pool } from '../db/pool.ts';
import type { Metrics } from './metrics.ts';

/** Milliseconds that the database is waited for: after ten seconds Prometheus gives up, and takes the node for dead. */
const PATIENCE = 6_000;

/** Puts what a look found into the figures. */
type Write = () => void;

/**
 * Brings the figures that are not counted as things happen up to date. Without the database nobody knows those, and
 * `branchline_database_up` says why: an old value would keep an alert on, or hide in a maximum over all nodes that there
 * is one. The rest of the figures matter all the more then. Never rejects, and takes no longer than {@link PATIENCE}.
 */
export async function scrape(context: Context): Promise<void> {
  const { metrics, pool } = context;
  metrics.poolConnections.set({ state: 'busy' }, pool.totalCount - pool.idleCount);
  metrics.poolConnections.set({ state: 'idle' }, pool.idleCount);
  metrics.poolWaiting.set(pool.waitingCount);
  const now = context.clock();
  const looks = Promise.all([feed(context), auditChain(context, now), stored(context, now)]);
  const found = await Promise.race([
    looks.catch(() => undefined),
    delay(PATIENCE, undefined, { ref: false }),
  ]);
  metrics.databaseUp.set(found === undefined ? 0 : 1);
  if (found === undefined) forget(metrics);
  else for (const write of found) write();
}

async function feed({ metrics, feedWatch }: Context): Promise<Write> {
  const { lagSeconds, deadLetters } = await feedWatch.look();
  return () => {
    metrics.feedLag.set(lagSeconds);
    metrics.deadLetters.set(deadLetters);
  };
}

async function auditChain({ metrics, pool, headCopies }: Context, now: Date): Promise<Write> {
  const { lagSeconds, waiting, headAgeSeconds, head } = await chainState(pool, now);
  const copied = headCopies && (headCopies.last?.number ?? 0);
  return () => {
    metrics.auditLag.set(lagSeconds);
    metrics.auditWaiting.set(waiting);
    metrics.auditHeadAge.set(headAgeSeconds);
    metrics.auditHeadsToCopy.set(
      copied === undefined ? Number.NaN : Math.max(0, (head?.number ?? 0) - copied),
    );
  };
}

async function stored({ metrics, pool }: Context, now: Date): Promise<Write> {
  const found = await waitingForPeople(pool);
  return () => {
    metrics.parkedEdits.set(found.parked);
    metrics.unreadableCopies.set(found.unreadable);
    metrics.backupAge.set(ageOf(found.backup_at, now));
    metrics.walArchiveAge.set(found.archiving ? ageOf(found.archived_at, now) : Number.NaN);
    metrics.walArchiveFailing.set(found.archiving && found.failing ? 1 : 0);
  };
}

/** Those that are counted every minute are there again with the next count. */
function forget(metrics: Metrics): void {
  metrics.devices.reset();
  metrics.deviceAlerts.reset();
  const { feedLag, deadLetters, auditLag, auditWaiting, auditHeadAge, auditHeadsToCopy } = metrics;
  const { parkedEdits, unreadableCopies, backupAge, walArchiveAge, walArchiveFailing } = metrics;
  const { unsentEdits, unsentSince, wipeSince } = metrics;
  for (const gauge of [
    ...[feedLag, deadLetters, auditLag, auditWaiting, auditHeadAge, auditHeadsToCopy],
    ...[parkedEdits, unreadableCopies, backupAge, walArchiveAge, walArchiveFailing],
    ...[unsentEdits, unsentSince, wipeSince],
  ]) {
    gauge.set(Number.NaN);
  }
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
