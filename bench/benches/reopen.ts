import { join } from 'node:path';
import type { Bench, BenchContext } from '../harness/bench.ts';
import { Browser } from '../harness/browser.ts';

const ROUNDS = 3;

export const bench: Bench = {
  about: 'unlock to first list, and memory above an empty page, beside stock and RxDB in memory',
  sizes: [300_000],
  async run(context) {
    for (const size of context.sizes) {
      const empty = await emptyPage(context);
      const ours = await reopened(context, 'encrypted', size, empty);
      const stock = await reopened(context, 'dexie', size, empty);
      const memory = await inMemory(context, size, empty);
      add(
        context,
        'encrypted',
        `part of stock's time at ${size}`,
        ours.milliseconds / stock.milliseconds,
        'x',
      );
      add(context, 'encrypted', `part of RxDB in memory at ${size}`, ours.megabytes / memory, 'x');
    }
  },
};

function add({ records }: BenchContext, subject: string, metric: string, value: number, unit: string): void {
  records.add({ bench: 'reopen', subject, metric, value, unit });
}

async function emptyPage({ profiles }: BenchContext): Promise<number> {
  const browser = await Browser.start(await profiles.site(), await profiles.folder(), '/blank');
  try {
    return await browser.resident();
  } finally {
    await browser.close();
  }
}

async function residentAfter(browser: Browser): Promise<number> {
  await browser.call('collectGarbage');
  return await browser.resident();
}

/** The median of some starts, each of a browser of its own. */
async function reopened(context: BenchContext, subject: string, size: number, empty: number) {
  const { folder } = await context.profiles.filled(subject, size);
  const { cpuProfiles } = context;
  const times: number[] = [];
  let megabytes = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const browser = await context.profiles.start(folder);
    try {
      const file = cpuProfiles && join(cpuProfiles, `reopen-${subject}-${size}-${round}.cpuprofile`);
      times.push(await browser.profiled(file, () => browser.call<number>('reopen', subject)));
      megabytes = (await residentAfter(browser)) - empty;
    } finally {
      await browser.close();
    }
  }
  const milliseconds = times.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
  add(context, subject, `key to first list at ${size}`, milliseconds, 'ms');
  add(context, subject, `memory above an empty page at ${size}`, megabytes, 'MB');
  return { milliseconds, megabytes };
}

async function inMemory(context: BenchContext, size: number, empty: number): Promise<number> {
  const browser = await context.profiles.start(await context.profiles.folder());
  try {
    await browser.call('open', 'memory');
    await browser.call('fill', size);
    const megabytes = (await residentAfter(browser)) - empty;
    add(context, 'memory', `memory above an empty page at ${size}`, megabytes, 'MB');
    return megabytes;
  } finally {
    await browser.close();
  }
}
