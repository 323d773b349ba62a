import { setTimeout as pause } from 'node:timers/promises';
import type { Bench, BenchContext } from '../harness/bench.ts';
import { LiveGroup } from '../server/live-group.ts';
import { now } from '../server/now.ts';
import { quantile } from '../server/statistics.ts';
import { type Subject, subjects } from '../server/subjects.ts';

const CLIENTS_A_BRANCH = 10;
const WRITES = 200;
/** Milliseconds between two writes, at most. */
const MOST_PAUSE = 100;
/** Milliseconds after which a document that has not come counts as lost. */
const PATIENCE = 10_000;

export const bench: Bench = {
  about: 'a write on one client until it is on the others, with 1,000 live clients of 100 branches',
  sizes: [1_000],
  async run(context) {
    for (const [name, start] of Object.entries(subjects)) {
      if (context.without.includes(name)) continue;
      for (const clients of context.sizes) await measure(context, name, clients, start);
    }
  },
};

async function measure(
  { records, trials }: BenchContext,
  name: string,
  clients: number,
  start: (branches: number, people: number) => Promise<Subject>,
): Promise<void> {
  const branches = Math.max(1, Math.floor(clients / CLIENTS_A_BRANCH));
  const subject = await start(branches, CLIENTS_A_BRANCH);
  const group = new LiveGroup();
  const add = (metric: string, value: number, unit: string) =>
    records.add({
      bench: 'propagation',
      subject: name,
      metric: `${metric}, ${clients} clients`,
      value,
      unit,
    });
  try {
    const live = await group.connect(subject.kind, subject.clients);
    add('live', live, 'count');
    const times: number[] = [];
    let lost = 0;
    // The first tenth warms up.
    const writes = Math.min(WRITES, trials * 2);
    for (let write = -writes / 10; write < writes; write += 1) {
      await pause(Math.random() * MOST_PAUSE);
      const began = now();
      const id = await subject.write(Math.floor(Math.random() * branches));
      while (group.arrivals(id).length < CLIENTS_A_BRANCH && now() - began < PATIENCE) await pause(5);
      if (write < 0) continue;
      times.push(...group.arrivals(id).map((at) => at - began));
      lost += CLIENTS_A_BRANCH - group.arrivals(id).length;
    }
    add('write to visible elsewhere, median', quantile(times, 0.5), 'ms');
    add('write to visible elsewhere, 95th percentile', quantile(times, 0.95), 'ms');
    add('write to visible elsewhere, 99th percentile', quantile(times, 0.99), 'ms');
    add('documents that did not come', lost, 'count');
  } finally {
    await group.close();
    await subject.stop();
  }
}
