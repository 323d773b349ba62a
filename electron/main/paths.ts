import { join } from 'node:path';

/** Everything the desktop keeps, below its user-data folder; Chromium's own files lie beside them. */
export function pathsIn(userData: string) {
  return {
    config: join(userData, 'config.json'),
    settings: join(userData, 'desktop.json'),
    windowState: join(userData, 'window.json'),
    secrets: join(userData, 'secrets'),
    journal: join(userData, 'journal'),
    updates: join(userData, 'updates'),
    log: join(userData, 'logs', 'desktop.log'),
  } as const;
}

/** Another user-data folder, for tests and `npm start`; an installed program always uses its own. */
export function userDataOverride(
  isPackaged: boolean,
  env: Readonly<Record<string, string | undefined>>,
): string | null {
  return isPackaged ? null : (env.BRANCHLINE_USER_DATA ?? null);
}
