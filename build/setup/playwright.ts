import { join } from 'node:path';
import { run } from './run.ts';

/** Playwright's own download of Chromium, with the libraries it needs where that is possible. */
export async function downloadChromium(projectRoot: string): Promise<void> {
  const cli = join(projectRoot, 'node_modules', 'playwright-core', 'cli.js');
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const args = [cli, 'install', ...(asRoot ? ['--with-deps'] : []), 'chromium'];
  const { code, output } = await run(process.execPath, args);
  if (code !== 0) console.error(output);
}
