import type { Page } from 'playwright-core';

/**
 * Kills the process that shows a page, with its workers, as the system does when memory runs out. Its id comes from the
 * browser that started it.
 */
export async function killPage(page: Page): Promise<void> {
  const browser = page.context().browser();
  if (browser === null) throw new Error('The page has no browser.');
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const pages = processInfo.filter(({ type }) => type === 'renderer');
  const gone = new Promise<void>((resolve) => page.once('crash', () => resolve()));
  // A spare one may wait for the next page; it shows nothing.
  for (const { id } of pages) process.kill(id, 'SIGKILL');
  await gone;
}
