import type { AppAdapter } from 'electron-updater/out/AppAdapter.js';

/** Milliseconds within which an installer has started, or never will. */
const PATIENCE = 15_000;

/** The part of electron-updater that is used here. */
export interface InstallingUpdater {
  on(event: 'error', listener: (error: Error) => void): unknown;
  off(event: 'error', listener: (error: Error) => void): unknown;
  quitAndInstall(isSilent: boolean, isForceRunAfter: boolean): void;
}

/** The program as electron-updater sees it: it ends only when an installer runs. */
export interface QuitGate {
  readonly app: AppAdapter;
  /** Has electron-updater start the installer and end the program. @throws what electron-updater only tells as an event */
  install(updater: InstallingUpdater, restart: boolean): Promise<void>;
}

/**
 * `quitAndInstall` answers nothing and throws nothing. A start that failed is an event, on Windows one that comes after the
 * call and right before the program is ended all the same; one that succeeded is nothing but that end.
 */
export function createQuitGate(app: AppAdapter, patience = PATIENCE): QuitGate {
  let onQuit = (): void => app.quit();
  return {
    app: {
      version: app.version,
      name: app.name,
      isPackaged: app.isPackaged,
      appUpdateConfigPath: app.appUpdateConfigPath,
      userDataPath: app.userDataPath,
      baseCachePath: app.baseCachePath,
      whenReady: () => app.whenReady(),
      relaunch: () => app.relaunch(),
      quit: () => onQuit(),
      onQuit: (handler) => app.onQuit(handler),
    },
    async install(updater, restart) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const failed = (error: Error): void => {
        onQuit = () => undefined;
        reject(error);
      };
      const timer = setTimeout(() => failed(new Error('the installer did not start')), patience);
      updater.on('error', failed);
      onQuit = () => {
        resolve();
        app.quit();
      };
      try {
        updater.quitAndInstall(true, restart);
        await promise;
      } finally {
        clearTimeout(timer);
        updater.off('error', failed);
      }
    },
  };
}
