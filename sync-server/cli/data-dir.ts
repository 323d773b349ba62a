import { fileURLToPath } from 'node:url';

/** Where `npm start` and `npm run import` keep the database when no --data-dir is given. */
export const DEFAULT_DATA_DIR = fileURLToPath(new URL('../../.branchline', import.meta.url));
