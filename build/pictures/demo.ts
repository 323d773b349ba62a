import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The demo bank by `npm start` itself, in a folder of its own; `releaseKey` is whose releases it takes. */
export async function startDemo(
  customers: string,
  releaseKey: string,
): Promise<{ url: string; stop: () => Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'branchline-pictures-'));
  const main = join(import.meta.dirname, '..', 'start', 'main.ts');
  const args = ['--headless', '--port', '0', '--data-dir', dataDir, '--customers', customers];
  const child = spawn(process.execPath, [main, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, RELEASE_KEYS: releaseKey },
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    void exited.then(() => reject(new Error('The demo did not start.')));
    createInterface({ input: child.stdout }).on('line', (line) => {
      console.log(line);
      const [word, address] = line.split(' ');
      if (word === 'ready' && address !== undefined) resolve(address);
    });
  });
  return {
    url,
    async stop() {
      child.kill('SIGTERM');
      await exited;
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
