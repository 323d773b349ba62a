import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { languages } from '#renderer/i18n/resources.ts';
import { makeReleaseKeys } from '#shared/crypto/release-signature.ts';
import { startDemo } from './pictures/demo.ts';
import { fillFleet, signedIn } from './pictures/fleet.ts';
import { fillReleases } from './pictures/releases.ts';
import { takePictures } from './pictures/take.ts';
import { fileOf, shown, variants } from './pictures/variants.ts';
import { findChromium, quietFlags, sandboxFlags } from './shared/chromium.ts';

/**
 * `npm run pictures`: every screen in both languages, on a small and a large screen, the main ones also dark, with
 * higher contrast and enlarged, into `dist/pictures`; those that documents show into `docs/pictures`.
 */
const root = join(import.meta.dirname, '..');
const documents = join(root, 'docs', 'pictures');
const folder = join(root, 'dist', 'pictures');
const { values } = parseArgs({
  options: {
    /** A running demo; else one is started, and ended afterwards. */
    url: { type: 'string' },
    customers: { type: 'string', default: '20000' },
    /** Sets to take, by name; all of them when absent. */
    only: { type: 'string' },
    /** Whose screens to take, by username; everybody's when absent. */
    as: { type: 'string' },
  },
});

const program = await findChromium();
if (program === null) {
  console.error('No Chromium was found. "npm test -- --only set-up" installs one.');
  process.exit(1);
}
await Promise.all([mkdir(documents, { recursive: true }), mkdir(folder, { recursive: true })]);
const wanted = values.only?.split(',');
const sets = variants.filter(({ name }) => wanted === undefined || wanted.includes(name));
const keys = await makeReleaseKeys();
const demo =
  values.url === undefined
    ? await startDemo(values.customers, keys.publicKey)
    : { url: values.url, stop: async () => {} };
const browser = await chromium.launch({ executablePath: program, args: [...quietFlags, ...sandboxFlags()] });
try {
  const admin = await signedIn(demo.url, 'admin');
  // Before the devices: what runs on them is one of them.
  await fillReleases(admin, keys);
  const callIn = await fillFleet(admin);
  for (const variant of sets) {
    for (const language of languages)
      await takePictures({ browser, url: demo.url, folder, admin, callIn }, language, variant, values.as);
  }
  if (values.as === undefined && sets.some(({ name }) => name === '1366x768')) await copyShown();
} finally {
  await browser.close();
  await demo.stop();
}

async function copyShown(): Promise<void> {
  for (const language of languages) {
    for (const screen of shown) {
      const file = fileOf(language, screen);
      await copyFile(join(folder, '1366x768', file), join(documents, file)).catch(() => {
        console.error(`There is no picture ${file}.`);
        process.exitCode = 1;
      });
    }
  }
}
