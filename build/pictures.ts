import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { languages } from '#renderer/i18n/resources.ts';
import { startDemo } from './pictures/demo.ts';
import { takePictures } from './pictures/take.ts';
import { findChromium, quietFlags, sandboxFlags } from './shared/chromium.ts';

/** `npm run pictures`: every screen in both languages from the demo bank, and among them the README's. */
const folder = join(import.meta.dirname, '..', 'docs', 'pictures');
const { values } = parseArgs({
  options: {
    /** A running demo; else one is started, and ended afterwards. */
    url: { type: 'string' },
    customers: { type: 'string', default: '20000' },
  },
});

const program = await findChromium();
if (program === null) {
  console.error('No Chromium was found. "npm test -- --only set-up" installs one.');
  process.exit(1);
}
await mkdir(folder, { recursive: true });
const demo =
  values.url === undefined ? await startDemo(values.customers) : { url: values.url, stop: async () => {} };
const browser = await chromium.launch({ executablePath: program, args: [...quietFlags, ...sandboxFlags()] });
try {
  for (const language of languages) await takePictures(browser, demo.url, language, folder);
  await copyFile(join(folder, 'en-today.png'), join(folder, 'today.png'));
} finally {
  await browser.close();
  await demo.stop();
}
