import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';

/**
 * Bundles the desktop, into `dist/electron` unless told otherwise: main and preload, each one CommonJS file. A
 * sandboxed preload can be nothing else; main is CommonJS because what it registers before the app is ready must run
 * synchronously.
 */
export async function bundleElectron(
  projectRoot: string,
  { out = join(projectRoot, 'dist', 'electron'), sourcemap = true } = {},
): Promise<void> {
  const common = {
    absWorkingDir: projectRoot,
    bundle: true,
    format: 'cjs',
    external: ['electron'],
    // The versions inside Electron 45.
    target: ['node24', 'chrome150'],
    sourcemap,
    logLevel: 'warning',
  } satisfies BuildOptions;
  await rm(out, { recursive: true, force: true });
  await build({
    ...common,
    entryPoints: ['electron/main.ts'],
    outfile: join(out, 'main.cjs'),
    // Without a key updates stay off.
    define: {
      __RELEASE_KEYS__: JSON.stringify(process.env.RELEASE_KEYS ?? ''),
      __RELEASE_PUBLISHER__: JSON.stringify(process.env.RELEASE_PUBLISHER ?? ''),
    },
    platform: 'node',
  });
  await build({
    ...common,
    entryPoints: ['electron/preload.ts'],
    outfile: join(out, 'preload.cjs'),
    platform: 'browser',
  });
}

if (import.meta.main) await bundleElectron(join(import.meta.dirname, '..'));
