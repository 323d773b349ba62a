import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import { bundleElectron } from './bundle-electron.ts';
import { compressFiles } from './compress.ts';
import { hashInputs, stampPath } from './shared/client-inputs.ts';

const root = join(import.meta.dirname, '..');
// Whoever asks may live under another one, as tests do: React would then be built with the paths of its sources in it.
process.env.NODE_ENV = 'production';

/** Builds the client into `dist`. The stamp is taken away first and written last: a build cut short counts as none. */
const inputs = await hashInputs(root);
await rm(stampPath(root), { force: true });
await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' });
await Promise.all([compressFiles(join(root, 'dist', 'renderer', 'assets')), bundleElectron(root)]);
await writeFile(stampPath(root), inputs);
