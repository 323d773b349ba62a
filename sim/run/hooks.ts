import { registerHooks } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Patch, patched } from './patches.ts';

const root = path.join(import.meta.dirname, '..', '..');

/** From now on this thread loads product files with these patches. Files that it has loaded already stay as they are. */
export function patchModules(patches: readonly Patch[]): void {
  const files = new Set(patches.map(({ file }) => file));
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context);
      if (!url.startsWith('file:') || !url.endsWith('.ts')) return loaded;
      const file = path.relative(root, fileURLToPath(url)).split(path.sep).join('/');
      if (!files.has(file)) return loaded;
      const source =
        typeof loaded.source === 'string'
          ? loaded.source
          : new TextDecoder().decode(loaded.source as Uint8Array);
      return { ...loaded, source: patched(file, source, patches) };
    },
  });
}
