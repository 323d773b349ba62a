import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** `npm run check`, also where npm is not the one that runs us. */
const root = join(import.meta.dirname, '..', '..');
const { npm_execpath: npm, npm_node_execpath: node } = process.env;
const run = npm
  ? spawnSync(node ?? process.execPath, [npm, 'run', '--silent', 'check'], { cwd: root, stdio: 'inherit' })
  : spawnSync('npm', ['run', '--silent', 'check'], {
      cwd: root,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
process.exitCode = run.status ?? 1;
