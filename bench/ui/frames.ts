import type { CDPSession } from 'playwright-core';

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  args?: { name?: string };
}

/** Milliseconds that the page's main thread worked in each frame while `work` ran. */
export async function frameCosts(session: CDPSession, work: () => Promise<void>): Promise<number[]> {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { value: unknown[] }) => void events.push(...(value as TraceEvent[]));
  session.on('Tracing.dataCollected', collect);
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      includedCategories: ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'],
    },
  });
  await work();
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
  session.off('Tracing.dataCollected', collect);
  return costsOf(events);
}

/** Tasks of the busiest renderer's main thread, added up from one frame's beginning to the next one's. */
export function costsOf(events: readonly TraceEvent[]): number[] {
  const frames = events.filter(({ name }) => name === 'BeginMainThreadFrame').sort((a, b) => a.ts - b.ts);
  const [thread] = frames;
  if (thread === undefined) return [];
  const isOurs = ({ pid, tid }: TraceEvent) => pid === thread.pid && tid === thread.tid;
  const tasks = events
    .filter((event) => isOurs(event) && event.ph === 'X' && /RunTask$/.test(event.name))
    .sort((a, b) => a.ts - b.ts);
  // A task may run inside another: its time counts once.
  const outer: TraceEvent[] = [];
  let end = 0;
  for (const task of tasks) {
    if (task.ts < end) continue;
    end = task.ts + (task.dur ?? 0);
    outer.push(task);
  }
  const begins = frames.filter(isOurs).map(({ ts }) => ts);
  const costs = begins.map(() => 0);
  let frame = 0;
  for (const { ts, dur = 0 } of outer) {
    if (ts + dur < (begins[0] ?? 0)) continue;
    while (frame + 1 < begins.length && (begins[frame + 1] ?? 0) <= ts + dur) frame += 1;
    costs[frame] = (costs[frame] ?? 0) + dur / 1000;
  }
  return costs;
}
