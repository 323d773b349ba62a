import { join } from 'node:path';
import type { Bench, BenchContext } from '../harness/bench.ts';

interface Times {
  median: number;
  p99: number;
}

const ROUNDS = 400;

export const bench: Bench = {
  about: 'an edit with its outbox row, durable and visible, beside stock and beside a raw put',
  sizes: [300_000],
  async run(context) {
    for (const size of context.sizes) {
      const ours = await edited(context, 'encrypted', 'encrypted', size);
      const stock = await edited(context, 'dexie', 'dexie-strict', size);
      add(
        context,
        'encrypted',
        `part of stock's median at ${size}`,
        ours.edit.median / stock.edit.median,
        'x',
      );
      add(
        context,
        'encrypted',
        `99th percentile to that of a raw put at ${size}`,
        ours.edit.p99 / ours.raw.p99,
        'x',
      );
    }
  },
};

function add({ records }: BenchContext, subject: string, metric: string, value: number, unit: string): void {
  records.add({ bench: 'edit', subject, metric, value, unit });
}

async function edited(context: BenchContext, filled: string, subject: string, size: number) {
  const { folder } = await context.profiles.filled(filled, size);
  const browser = await context.profiles.start(folder);
  const { cpuProfiles } = context;
  try {
    await browser.call('reopen', subject);
    const file = cpuProfiles && join(cpuProfiles, `edit-${subject}-${size}.cpuprofile`);
    const figures = await browser.profiled(file, () =>
      browser.call<{ edit: Times; raw: Times }>('edit', ROUNDS),
    );
    for (const [name, times] of Object.entries({
      'strict edit': figures.edit,
      'raw strict put': figures.raw,
    })) {
      add(context, subject, `${name}, median, at ${size}`, times.median, 'ms');
      add(context, subject, `${name}, 99th percentile, at ${size}`, times.p99, 'ms');
    }
    await browser.call('close');
    return figures;
  } finally {
    await browser.close();
  }
}
