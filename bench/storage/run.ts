import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { type BrowserContext, chromium, type Page } from 'playwright-core';

/**
 * The encrypted storage beside RxDB's stock Dexie storage in the same run, in real Chromium, in a Worker:
 * first sync, start, branch page, count and edit. `--count N` documents, `--subjects a,b`, `--json FILE`.
 */
const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '20000' },
    subjects: { type: 'string', default: 'encrypted,dexie,dexie-strict' },
    json: { type: 'string' },
  },
});
const count = Number(values.count);
const here = new URL('.', import.meta.url).pathname;
const built = await build({
  entryPoints: [`${here}worker.ts`],
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2024',
  write: false,
  outdir: '/out',
});
const script = built.outputFiles[0]?.text ?? '';
const page = `<script type=module>
let next = 1; const waiting = new Map();
const worker = new Worker('/worker.js', { type: 'module' });
let ready; globalThis.ready = new Promise((resolve) => { ready = resolve; });
worker.onmessage = ({ data }) => {
  if (data.id === 0) ready(); else { const [ok, no] = waiting.get(data.id); data.error ? no(new Error(data.error)) : ok(data.result); }
};
globalThis.call = (name, argument) => new Promise((ok, no) => { const id = next++; waiting.set(id, [ok, no]); worker.postMessage({ id, name, argument }); });
</script>`;
const server = createServer((request, response) => {
  const isScript = request.url === '/worker.js';
  response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
  response.end(isScript ? script : request.url === '/blank' ? '<p>blank' : page);
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const address = server.address();
const origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;

const records: { bench: string; subject: string; metric: string; value: number; unit: string }[] = [];
function record(bench: string, subject: string, metric: string, value: number, unit: string): void {
  records.push({ bench, subject, metric, value: Math.round(value * 100) / 100, unit });
  console.log(JSON.stringify(records.at(-1)));
}

async function start(folder: string): Promise<{ context: BrowserContext; tab: Page }> {
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--js-flags=--expose-gc',
    ],
  });
  const tab = await context.newPage();
  await tab.goto(`${origin}/`);
  await tab.evaluate('ready');
  return { context, tab };
}
const call = <T>(tab: Page, name: string, argument?: unknown) =>
  tab.evaluate(`call(${JSON.stringify(name)}, ${JSON.stringify(argument ?? null)})`) as Promise<T>;

/** Seconds of processor time of the whole browser so far: says what work costs, however busy the machine is. */
async function processorTime(context: BrowserContext): Promise<Record<string, number>> {
  const browser = await context.browser()?.newBrowserCDPSession();
  const found = (await browser?.send('SystemInfo.getProcessInfo'))?.processInfo ?? [];
  const sums: Record<string, number> = {};
  for (const { type, cpuTime } of found) sums[type] = (sums[type] ?? 0) + cpuTime;
  return sums;
}

/** Megabytes resident in the tab's process. */
async function resident(context: BrowserContext, tab: Page): Promise<number> {
  const session = await context.newCDPSession(tab);
  await session.send('HeapProfiler.collectGarbage');
  const browser = await context.browser()?.newBrowserCDPSession();
  const found = (await browser?.send('SystemInfo.getProcessInfo'))?.processInfo ?? [];
  let most = 0;
  for (const { id, type } of found) {
    if (type !== 'renderer') continue;
    const status = await readFile(`/proc/${id}/status`, 'utf8');
    most = Math.max(most, Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
  }
  return most;
}

for (const subject of values.subjects.split(',')) {
  const folder = await mkdtemp(join(tmpdir(), 'branchline-bench-'));
  try {
    let { context, tab } = await start(folder);
    await call(tab, 'open', subject);
    const before = await processorTime(context);
    const { perSecond, medianSize } = await call<{ perSecond: number; medianSize: number }>(
      tab,
      'fill',
      count,
    );
    record(
      'first-sync',
      subject,
      `documents a second at ${count} (median ${medianSize} characters)`,
      perSecond,
      '1/s',
    );
    const after = await processorTime(context);
    for (const type of ['renderer', 'browser', 'utility'])
      record(
        'first-sync',
        subject,
        `processor time, ${type}`,
        (1e6 * ((after[type] ?? 0) - (before[type] ?? 0))) / count,
        'µs/document',
      );
    record('first-sync', subject, 'close', await call(tab, 'close'), 'ms');
    await context.close();
    if (subject !== 'memory') {
      ({ context, tab } = await start(folder));
      record('reopen', subject, 'resident before', await resident(context, tab), 'MB');
      const opening = await call<number>(tab, 'open', subject);
      const list = await call<number>(tab, 'firstList');
      record('reopen', subject, `open at ${count}`, opening, 'ms');
      record('reopen', subject, `open to first list at ${count}`, opening + list, 'ms');
      record('reopen', subject, 'resident', await resident(context, tab), 'MB');
      const query = await call<{ page: number; first: number; count: number; counted: number }>(tab, 'query');
      record('query', subject, 'branch page, 100 newest', query.page, 'ms');
      record('query', subject, `count of a range (${query.counted})`, query.count, 'ms');
      const edit = await call<{ median: number; p99: number }>(tab, 'edit', 200);
      record('edit', subject, 'median', edit.median, 'ms');
      record('edit', subject, '99th percentile', edit.p99, 'ms');
      await context.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
server.close();
if (values.json !== undefined)
  await writeFile(values.json, records.map((line) => JSON.stringify(line)).join('\n'));
