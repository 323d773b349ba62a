import { join } from 'node:path';
import type { Bench, BenchContext } from '../harness/bench.ts';

interface Figures {
  first: number;
  page: number;
  count: number;
  counted: number;
}

export const bench: Bench = {
  about: 'a branch page sorted descending and a count over a range, beside stock',
  sizes: [300_000],
  async run(context) {
    for (const size of context.sizes) {
      const ours = await queried(context, 'encrypted', size);
      const stock = await queried(context, 'dexie', size);
      if (ours.counted !== stock.counted) throw new Error('the counts differ');
      add(context, 'encrypted', `part of stock's page at ${size}`, ours.page / stock.page, 'x');
      add(context, 'encrypted', `part of stock's count at ${size}`, ours.count / stock.count, 'x');
    }
  },
};

function add({ records }: BenchContext, subject: string, metric: string, value: number, unit: string): void {
  records.add({ bench: 'query', subject, metric, value, unit });
}

async function queried(context: BenchContext, subject: string, size: number): Promise<Figures> {
  const { folder } = await context.profiles.filled(subject, size);
  const browser = await context.profiles.start(folder);
  const { cpuProfiles } = context;
  try {
    await browser.call('reopen', subject);
    const file = cpuProfiles && join(cpuProfiles, `query-${subject}-${size}.cpuprofile`);
    const figures = await browser.profiled(file, () => browser.call<Figures>('query', 15));
    add(context, subject, `100 newest of a branch, first time, at ${size}`, figures.first, 'ms');
    add(context, subject, `100 newest of a branch at ${size}`, figures.page, 'ms');
    add(context, subject, `count of a range (${figures.counted}) at ${size}`, figures.count, 'ms');
    return figures;
  } finally {
    await browser.close();
  }
}
