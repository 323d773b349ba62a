import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissing } from './json-file.ts';
import { absent, type RawPolicies, rawOfJson, unreadable } from './raw.ts';
import type { Run } from './run.ts';

export const PREFERENCES_NAME = 'com.branchline.desktop.plist';
export const managedPreferences = '/Library/Managed Preferences';

/**
 * What a configuration profile has put there for the machine, or for one user of it. The files themselves are read,
 * not the defaults system: that one mixes in what the user wrote with `defaults write` and does not say so.
 */
export async function readManagedPreferences(
  run: Run,
  folder: string,
  userName?: string,
): Promise<RawPolicies> {
  const path = userName === undefined ? join(folder, PREFERENCES_NAME) : pathOfUser(folder, userName);
  if (path === null) return absent;
  try {
    await stat(path);
  } catch (error) {
    return isMissing(error) ? absent : unreadable;
  }
  const { code, stdout } = await run('/usr/bin/plutil', ['-convert', 'json', '-o', '-', '--', path]);
  return code === 0 ? rawOfJson(stdout) : unreadable;
}

/** A name that would lead out of the folder is no user's. */
function pathOfUser(folder: string, userName: string): string | null {
  return /[/\0]|^\.{0,2}$/.test(userName) ? null : join(folder, userName, PREFERENCES_NAME);
}
