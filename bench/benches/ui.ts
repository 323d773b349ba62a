import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { resources } from '#renderer/i18n/resources.ts';
import { demoSignIns } from '#sync-server/demo/sign-ins.ts';
import type { Bench, BenchContext } from '../harness/bench.ts';
import { percentile, startChromium } from '../search/chromium.ts';
import { startBank } from '../ui/bank-server.ts';
import { buildClient } from '../ui/client.ts';
import { frameCosts } from '../ui/frames.ts';

/** Documents of the demo bank that hang on one customer, on average. */
const PER_CUSTOMER = 10;
const FIRST_SYNC = 30 * 60_000;
const SIGN_IN = 120_000;
/** Turns of the wheel, and pixels of each: some 15,000 rows. */
const TURNS = 150;
const PIXELS = 3_600;

export const bench: Bench = {
  about: 'the built client against a real server: long tasks in a first sync, frames while scrolling, size',
  sizes: [100_000],
  async run(context) {
    const { profiles, records } = context;
    const clientDir = join(await profiles.folder(), 'client');
    const size = await buildClient(clientDir);
    const add = (metric: string, value: number, unit: string) =>
      records.add({ bench: 'ui', subject: 'ours', metric, value, unit });
    add('initial JavaScript, compressed', size.initial, 'KB');
    add("the Worker's, compressed", size.worker, 'KB');
    for (const documents of context.sizes) await run(context, clientDir, documents);
  },
};

async function run({ profiles, records }: BenchContext, clientDir: string, documents: number): Promise<void> {
  const add = (metric: string, value: number, unit: string) =>
    records.add({ bench: 'ui', subject: 'ours', metric: `${metric} at ${documents}`, value, unit });
  const bank = await startBank(await profiles.folder(), clientDir, Math.ceil(documents / PER_CUSTOMER));
  const { context, page } = await startChromium(await profiles.folder());
  try {
    await page.addInitScript(() => {
      const tasks: number[] = [];
      Object.assign(globalThis, { longTasks: tasks });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) tasks.push(entry.duration);
      }).observe({ type: 'longtask', buffered: true });
    });
    await page.goto(bank.url);
    await signIn(page);
    // What the sign-in itself and the first screen cost belongs to the start, not to the sync.
    await page.getByTestId('sync-indicator').waitFor({ timeout: SIGN_IN });
    const atStart = await longTasks(page);
    const from = performance.now();
    await page.locator('[data-testid=sync-indicator][data-state=online]').waitFor({ timeout: FIRST_SYNC });
    add('first sync', (performance.now() - from) / 1000, 's');
    const during = (await longTasks(page)).slice(atStart.length);
    add('tasks above 50 ms in the first sync', during.length, '');
    add('longest task in the first sync, 0: none above 50 ms', Math.max(0, ...during), 'ms');
    add('longest task of the start, 0: none above 50 ms', Math.max(0, ...atStart), 'ms');
    await scroll(page, add);
  } finally {
    await context.close();
    await bank.stop();
  }
}

async function signIn(page: Page): Promise<void> {
  const person = demoSignIns.find(({ username }) => username === 'teller');
  if (person === undefined) throw new Error('the demo bank has no teller');
  const submit = page.locator('form button[type=submit]');
  await submit.waitFor();
  await page.getByRole('combobox').fill(person.username);
  await page.locator('input[type=password]').fill(person.password);
  await submit.click();
}

/** A moment for the observer, then what it has seen. */
async function longTasks(page: Page): Promise<number[]> {
  return (await page.evaluate(
    'new Promise((resolve) => setTimeout(() => resolve([...longTasks]), 100))',
  )) as number[];
}

async function scroll(page: Page, add: (metric: string, value: number, unit: string) => void): Promise<void> {
  const { nav } = resources['zh-CN'].app;
  const en = resources.en.app.nav;
  const link = page.getByRole('link', { name: new RegExp(`^(${nav.customers}|${en.customers})$`) });
  await link.first().click();
  const grid = page.getByRole('grid');
  await grid.locator('tr[data-index="0"]').waitFor();
  const rows = Number(await grid.getAttribute('aria-rowcount')) - 1;
  await grid.hover();
  const costs = await frameCosts(await page.context().newCDPSession(page), async () => {
    for (let turn = 0; turn < TURNS; turn += 1) {
      await page.mouse.wheel(0, PIXELS);
      await page.evaluate('new Promise((resolve) => requestAnimationFrame(resolve))');
    }
  });
  add(`main thread a frame, scrolling ${rows} rows, p50`, percentile(costs, 0.5), 'ms');
  add(`main thread a frame, scrolling ${rows} rows, p95`, percentile(costs, 0.95), 'ms');
  add(`frames measured, scrolling ${rows} rows`, costs.length, '');
}
