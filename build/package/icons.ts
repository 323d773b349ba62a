import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { findChromium, sandboxFlags } from '../shared/chromium.ts';
import { icnsOf, icoOf } from './icon-files.ts';

const projectRoot = join(import.meta.dirname, '..', '..');
const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024];

/** Draws the installers' icons from the client's one, with a browser: run it again when that changes. */
async function drawIcons(): Promise<void> {
  const svg = await readFile(join(projectRoot, 'renderer', 'public', 'icon.svg'), 'utf8');
  const resources = join(projectRoot, 'build', 'package', 'resources');
  await mkdir(join(resources, 'icons'), { recursive: true });
  const executablePath = await findChromium();
  if (executablePath === null) throw new Error('Icons are drawn with Chromium, and there is none here.');
  const browser = await chromium.launch({ executablePath, args: sandboxFlags() });
  const drawn = new Map<number, Buffer>();
  for (const size of SIZES) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(
      `<style>html,body{margin:0;background:transparent}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
    );
    const png = await page.screenshot({ omitBackground: true });
    await page.close();
    drawn.set(size, png);
    await writeFile(join(resources, 'icons', `${size}x${size}.png`), png);
  }
  await browser.close();
  await writeFile(join(resources, 'icon.ico'), icoOf(drawn));
  await writeFile(join(resources, 'icon.icns'), icnsOf(drawn));
}

await drawIcons();
