import { join } from 'node:path';
import { isClientBuilt } from '../../build/shared/client-inputs.ts';
import { usesStandIn } from '../hosts/open.ts';

/** Says what the desktop's specs run on. Specs that run against an old build prove nothing. */
async function requireBuild(): Promise<void> {
  console.log(
    usesStandIn
      ? "Desktop: the real main and preload code on the stand-in (Electron's program is not installed)."
      : 'Desktop: Electron.',
  );
  if (!(await isClientBuilt(join(import.meta.dirname, '..', '..'))))
    throw new Error('The client was not built from these sources: run npm run build first.');
}

// biome-ignore lint/style/noDefaultExport: Playwright calls a set-up file's default export.
export default requireBuild;
