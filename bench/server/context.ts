import { pino } from 'pino';
import type { Context } from '#sync-server/context.ts';
import { createKysely } from '#sync-server/db/pool.ts';
import { databaseRun } from '#sync-server/db/run.ts';
import { FeedWatch } from '#sync-server/feed/feed-watch.ts';
import { DeviceLog } from '#sync-server/identity/devices.ts';
import { loadKeys } from '#sync-server/identity/keys.ts';
import { SignInThrottle } from '#sync-server/identity/throttle.ts';
import { createMetrics } from '#sync-server/operations/metrics.ts';
import { Admission } from '#sync-server/pull/admission.ts';
import { StreamHub } from '#sync-server/stream/hub.ts';
import type { BenchDatabase } from './database.ts';

export const silent = pino({ level: 'silent' });

/** What the server's functions work with, for calling them without HTTP. Nothing runs in the background. */
export async function contextOf({ pool, url }: BenchDatabase): Promise<Context> {
  const clock = () => new Date();
  return {
    pool,
    database: createKysely(pool),
    keys: await loadKeys(pool),
    clock,
    throttle: new SignInThrottle(Date.now),
    metrics: createMetrics(),
    hub: new StreamHub({ databaseUrl: url, logger: silent, refresh: async () => undefined }),
    feedWatch: new FeedWatch(pool),
    devices: new DeviceLog(pool),
    nodeName: 'bench',
    databaseRun,
    admission: new Admission(clock),
    nudge: () => undefined,
  };
}
