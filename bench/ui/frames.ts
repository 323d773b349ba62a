import type { CDPSession } from 'playwright-core';

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  /** Of the processor: less than `dur` where somebody else had it meanwhile. */
  tdur?: number;
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

/** Tasks of the main thread that made most frames, added up from one frame's commit to the next one's. */
export function costsOf(events: readonly TraceEvent[]): number[] {
  const commits = events
    .filter(({ name, ph }) => name === 'Commit' && ph === 'X')
    .sort((a, b) => a.ts - b.ts);
  const threads = Map.groupBy(commits, threadOf);
  const [thread, frames] =
    [...threads].reduce<[string, TraceEvent[]] | undefined>(
      (most, one) => (most === undefined || one[1].length > most[1].length ? one : most),
      undefined,
    ) ?? [];
  if (frames === undefined) return [];
  const tasks = events
    .filter((event) => event.ph === 'X' && /RunTask$/.test(event.name) && threadOf(event) === thread)
    .sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  const costs = frames.map(() => 0);
  let frame = 0;
  // A task may run inside another: its time counts once.
  let end = 0;
  for (const { ts, dur = 0, tdur = dur } of tasks) {
    if (ts < end) continue;
    end = ts + dur;
    // The task in which a frame is committed belongs to it.
    while (frame < frames.length && (frames[frame]?.ts ?? 0) < ts) frame += 1;
    if (frame < frames.length) costs[frame] = (costs[frame] ?? 0) + tdur / 1000;
  }
  return costs;
}

const threadOf = ({ pid, tid }: TraceEvent) => `${pid}.${tid}`;
