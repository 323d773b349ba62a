import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Electron's program, or `null`. Read from the package's own note: its `require('electron')` would try to download the
 * program, from GitHub, which a bank's network does not reach.
 */
export function findElectron(projectRoot: string): string | null {
  const folder = join(projectRoot, 'node_modules', 'electron');
  try {
    const program = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8'));
    return existsSync(program) ? program : null;
  } catch {
    return null;
  }
}
