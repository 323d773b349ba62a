import { join } from 'node:path';
import { aptInstall, aptOfRoot } from './setup/debian.ts';
import { hasChineseFont } from './setup/fonts.ts';
import { downloadChromium } from './setup/playwright.ts';
import { findChromium, findHeadlessShell } from './shared/chromium.ts';

const root = join(import.meta.dirname, '..');

/** What the tests need of the machine: a Chromium, and a font for Chinese. Installs what is missing. */
const apt = await aptOfRoot();
// Ubuntu's chromium package is a wrapper around a snap, which containers cannot run: there Playwright has to help.
const packages = [
  ...((await findChromium()) === null && apt === 'debian' ? ['chromium'] : []),
  ...((await hasChineseFont()) ? [] : ['fonts-noto-cjk']),
];
if (packages.length > 0 && apt !== null) {
  console.log(`Installing ${packages.join(' and ')} with apt-get; this takes a minute.`);
  await aptInstall(packages);
}
// By itself: not every Debian has it, and the tests do without.
if (findHeadlessShell() === null && apt === 'debian') {
  console.log('Installing chromium-headless-shell with apt-get, with which the tests take less time.');
  await aptInstall(['chromium-headless-shell']);
}
if ((await findChromium()) === null) {
  console.log('Installing Chromium by Playwright, which downloads it; this takes a minute.');
  await downloadChromium(root);
}

const program = await findChromium();
if (program === null) {
  console.error(
    'No Chromium was found, and none could be installed. On Debian or Ubuntu run "apt-get install chromium" as root; ' +
      'elsewhere run "npx playwright install chromium", or install Chromium, Chrome or Edge, and start again.',
  );
  process.exit(1);
}
console.log(`Chromium: ${[program, findHeadlessShell()].filter((found) => found !== null).join(', ')}`);
if (!(await hasChineseFont()))
  console.log('No font for Chinese was found: pictures will show boxes. Install fonts-noto-cjk or another.');
