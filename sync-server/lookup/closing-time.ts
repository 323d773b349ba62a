import type { FastifyBaseLogger } from 'fastify';
import { z } from 'zod';
import type { Pool } from '../db/pool.ts';

/** Name of the row in `settings` that says when branches close; see docs/DEPLOY.md. */
export const HOURS_SETTING = 'branch_hours';

const timeZone = z.string().refine((name) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
});
const hours = z.strictObject({ timeZone, closesAt: z.iso.time({ precision: -1 }) });
const setting = z.strictObject({
  all: hours.partial().optional(),
  branches: z.record(z.uuid(), hours.partial()).optional(),
});
export type Hours = z.infer<typeof hours>;

const builtIn: Hours = { timeZone: 'Asia/Shanghai', closesAt: '18:00' };

/** When a branch closes, and by which clock. A setting that is not valid counts for nothing, whole. */
export async function hoursOf(
  pool: Pick<Pool, 'query'>,
  branchId: string,
  log: Pick<FastifyBaseLogger, 'error'>,
): Promise<Hours> {
  const found = await pool.query<{ value: unknown }>('select value from settings where name = $1', [
    HOURS_SETTING,
  ]);
  const [row] = found.rows;
  if (row === undefined) return builtIn;
  const parsed = setting.safeParse(row.value);
  if (!parsed.success) {
    log.error({ setting: HOURS_SETTING }, 'a setting is not valid: the built-in hours hold');
    return builtIn;
  }
  return hours.parse({ ...builtIn, ...parsed.data.all, ...parsed.data.branches?.[branchId] });
}

/** The next close of business after a moment; after it has passed, the end of that day by the branch's clock. */
export function closeOfBusiness(now: Date, { timeZone, closesAt }: Hours): Date {
  const local = wallClock(now, timeZone);
  const [hour = 18, minute = 0] = closesAt.split(':').map(Number);
  const closing = moment(local.year, local.month, local.day, hour, minute, timeZone);
  return closing > now ? closing : moment(local.year, local.month, local.day + 1, 0, 0, timeZone);
}

/** The day of a branch's calendar, as `2026-11-20`. */
export function localDay(at: Date, timeZone: string): string {
  return new Date(wallClock(at, timeZone).asUtc).toISOString().slice(0, 10);
}

/** The hour that the branch's clock shows. */
export function localHour(at: Date, timeZone: string): number {
  return new Date(wallClock(at, timeZone).asUtc).getUTCHours();
}

interface WallClock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly asUtc: number;
}

function wallClock(at: Date, timeZone: string): WallClock {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return { year, month, day, asUtc: Date.UTC(year, month - 1, day, hour, minute, second) };
}

/** The moment at which a clock on the wall shows this. Asked twice, for the zone's offset may change in between. */
function moment(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  timeZone: string,
): Date {
  const wanted = Date.UTC(year, month - 1, day, hour, minute);
  let guess = wanted;
  for (let round = 0; round < 2; round++) guess += wanted - wallClock(new Date(guess), timeZone).asUtc;
  return new Date(guess);
}
