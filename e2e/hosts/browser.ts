import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { shortcuts } from '#renderer/app/shortcuts.ts';
import { quietFlags, sandboxFlags } from '../../build/shared/chromium.ts';
import type { Host, HostOptions } from './host.ts';
import { killPage } from './kill-page.ts';

/** The client in a plain browser: served by the sync server, offline by its service worker. */
export async function openBrowser(options: HostOptions): Promise<Host> {
  const context = await chromium.launchPersistentContext(join(options.folder, 'browser'), {
    executablePath: options.executablePath,
    viewport: { width: 1280, height: 800 },
    locale: 'zh-CN',
    args: [...quietFlags, ...sandboxFlags(), ...(options.args ?? [])],
  });
  context.setDefaultTimeout(20_000);
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(options.serverUrl);
  return {
    kind: 'browser',
    program: `browser (Chromium ${context.browser()?.version() ?? ''})`,
    page,
    command: (command) => page.keyboard.press(toPlaywright(shortcuts[command].browser)),
    lockScreen: () => Promise.reject(new Error('No page hears of the machine’s lock.')),
    // From here on the client opens without a network: what a user has once seen working stays so.
    settled: () => page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined)),
    killPage: () => killPage(page),
    close: () => context.close(),
  };
}

/** `alt+shift+Q` as Playwright writes it. */
function toPlaywright(shortcut: string): string {
  const names: Record<string, string> = { mod: 'ControlOrMeta', alt: 'Alt', shift: 'Shift' };
  return shortcut
    .split('+')
    .map((key) => names[key] ?? (key.length === 1 ? key.toLowerCase() : key))
    .join('+');
}
