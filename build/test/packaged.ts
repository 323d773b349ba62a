import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractAll } from '@electron/asar';
import { installedElectron } from '../package/electron-dist.ts';

// `npm run test:packaged`: the desktop's end-to-end specs on what is shipped. Packs the program, with a debugger let in,
// and starts it; where Electron's own program is missing, the stand-in starts what was in the package.
const projectRoot = join(import.meta.dirname, '..', '..');
const folder = await mkdtemp(join(tmpdir(), 'branchline-packaged-'));

function run(args: readonly string[], env: Record<string, string> = {}): void {
  const { status } = spawnSync(process.execPath, args, {
    cwd: projectRoot,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  if (status !== 0) process.exitCode = status ?? 1;
}

try {
  run(['build/build.ts']);
  run(['build/package/main.ts', '--linux', 'dir', '--inspectable', '--output', folder]);
  if (process.exitCode === undefined) run(specs(), await packed());
} finally {
  await rm(folder, { recursive: true, force: true });
}

function specs(): string[] {
  const cli = join('node_modules', '@playwright', 'test', 'cli.js');
  return [cli, 'test', '-c', 'e2e/playwright.config.ts', '--project=desktop', ...process.argv.slice(2)];
}

/** How the specs find the program. */
async function packed(): Promise<Record<string, string>> {
  const program = join(folder, 'linux-unpacked');
  if ((await installedElectron(projectRoot)) !== null)
    return { BRANCHLINE_PROGRAM: join(program, 'branchline') };
  const dist = join(folder, 'content');
  extractAll(join(program, 'resources', 'app.asar'), dist);
  return { BRANCHLINE_DIST: dist };
}
