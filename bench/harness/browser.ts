import { readFile, writeFile } from 'node:fs/promises';
import { type BrowserContext, type CDPSession, chromium, type Page } from 'playwright-core';
import type { Site } from './page.ts';

export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
export const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--js-flags=--expose-gc',
];

/** A Chromium of its own, as after a start of the machine: nothing is warm but the disk. */
export class Browser {
  readonly #context: BrowserContext;
  readonly #page: Page;

  private constructor(context: BrowserContext, page: Page) {
    this.#context = context;
    this.#page = page;
  }

  static async start(site: Site, folder: string, path = '/'): Promise<Browser> {
    const context = await chromium.launchPersistentContext(folder, {
      executablePath: CHROMIUM,
      args: FLAGS,
    });
    const page = await context.newPage();
    await page.goto(`${site.origin}${path}`);
    if (path === '/') await page.evaluate('ready');
    return new Browser(context, page);
  }

  /** Calls a command of the Worker. */
  async call<T>(name: string, argument: unknown = null): Promise<T> {
    return (await this.#page.evaluate(`call(${JSON.stringify(name)}, ${JSON.stringify(argument)})`)) as T;
  }

  /** Megabytes resident in the page's process, its garbage collected. */
  async resident(): Promise<number> {
    const session = await this.#context.newCDPSession(this.#page);
    await session.send('HeapProfiler.collectGarbage');
    const browser = await this.#context.browser()?.newBrowserCDPSession();
    const found = (await browser?.send('SystemInfo.getProcessInfo'))?.processInfo ?? [];
    let most = 0;
    for (const { id, type } of found) {
      if (type !== 'renderer') continue;
      const status = await readFile(`/proc/${id}/status`, 'utf8');
      most = Math.max(most, Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
    }
    return most;
  }

  /** Runs the work with the Worker's profiler on, and writes a profile that Chromium's tools open. */
  async profiled<T>(file: string | undefined, work: () => Promise<T>): Promise<T> {
    if (file === undefined) return await work();
    const worker = await workerSession(await this.#context.newCDPSession(this.#page));
    await worker.send('Profiler.enable');
    await worker.send('Profiler.setSamplingInterval', { interval: 200 });
    await worker.send('Profiler.start');
    const result = await work();
    const { profile } = (await worker.send('Profiler.stop')) as { profile: unknown };
    await writeFile(file, JSON.stringify(profile));
    return result;
  }

  async close(): Promise<void> {
    await this.#context.close();
  }
}

/** Playwright has no session for a dedicated Worker: its messages are passed through the page's. */
async function workerSession(page: CDPSession) {
  const attached = new Promise<string>((resolve) => {
    page.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      if (targetInfo.type === 'worker') resolve(sessionId);
    });
  });
  await page.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  const sessionId = await attached;
  const waiting = new Map<number, (result: unknown) => void>();
  page.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message) as { id?: number; result?: unknown };
    if (id !== undefined) waiting.get(id)?.(result);
  });
  let next = 1;
  return {
    send: (method: string, params: object = {}) =>
      new Promise<unknown>((resolve) => {
        const id = next++;
        waiting.set(id, resolve);
        void page.send('Target.sendMessageToTarget', {
          sessionId,
          message: JSON.stringify({ id, method, params }),
        });
      }),
  };
}
