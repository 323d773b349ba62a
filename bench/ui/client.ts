import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { build } from 'vite';

const root = join(import.meta.dirname, '..', '..');
const zip = promisify(gzip);

/** Compressed sizes in KB. */
export interface ClientSize {
  /** What the page loads before it shows anything. */
  initial: number;
  /** The replica's Worker, which starts beside it. */
  worker: number;
}

/** The product's own build, into a folder of its own. */
export async function buildClient(folder: string): Promise<ClientSize> {
  await build({
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: folder, emptyOutDir: true },
  });
  const page = await readFile(join(folder, 'index.html'), 'utf8');
  const first = [...page.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].flatMap((match) => match[1] ?? []);
  const files = await loadedBy(folder, first);
  const sources = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  const worker = /assets\/worker-[\w-]+\.js/.exec(sources.join('\n'))?.[0];
  return {
    initial: sum(await Promise.all(sources.map(compressed))),
    worker: worker === undefined ? 0 : await compressed(await readFile(join(folder, worker), 'utf8')),
  };
}

/** The files and what they import, statically, over all steps. */
async function loadedBy(folder: string, first: readonly string[]): Promise<string[]> {
  const files = new Set(first);
  for (const file of files) {
    const source = await readFile(join(folder, file), 'utf8');
    for (const [, name] of source.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g))
      if (name !== undefined) files.add(join('assets', name));
  }
  return [...files];
}

const compressed = async (source: string) => (await zip(source)).length / 1024;
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
