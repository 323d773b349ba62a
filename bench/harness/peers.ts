import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';

export const PEERS = new URL('../peers/', import.meta.url).pathname;

/** The packages that only comparisons need, at the versions of their lock file; again when it has changed. */
export async function installPeers(): Promise<void> {
  const changed = async (file: string) => (await stat(`${PEERS}${file}`)).mtimeMs;
  const installed = await changed('node_modules/.package-lock.json').catch(() => 0);
  if (installed >= (await changed('package-lock.json'))) return;
  await promisify(execFile)('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: PEERS });
}
