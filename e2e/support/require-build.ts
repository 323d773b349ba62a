import { join } from 'node:path';
import { isClientBuilt } from '../../build/shared/client-inputs.ts';

/** Specs that run against an old build prove nothing. */
async function requireBuild(): Promise<void> {
  if (!(await isClientBuilt(join(import.meta.dirname, '..', '..'))))
    throw new Error('The client was not built from these sources: run npm run build first.');
}

// biome-ignore lint/style/noDefaultExport: Playwright calls a set-up file's default export.
export default requireBuild;
