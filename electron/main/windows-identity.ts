import { APP_ID } from '#shared/releases/app-id.ts';

/**
 * Windows files a program's window and notices under the id of its shortcut, which the installer set. A process that does not
 * say the same one stands beside its own shortcut in the taskbar, and its notices are nobody's and are not shown.
 */
export function nameForWindows(platform: NodeJS.Platform, setId: (id: string) => void): void {
  if (platform === 'win32') setId(APP_ID);
}
