import { focusWindow, type ShownWindow } from './window.ts';

/** The part of Electron's `app` that is used. */
export interface LeavingApp {
  on(event: 'second-instance' | 'window-all-closed', listener: () => void): unknown;
  once(event: 'will-quit', listener: (event: { preventDefault(): void }) => void): unknown;
  quit(): void;
}

export interface Leave {
  app: LeavingApp;
  window: ShownWindow & { isDestroyed(): boolean };
  /** Resolves once the last writes are done. */
  settle: () => Promise<void>;
  /** Installs an update that waits; true when an installer runs. `restart` says whether it is to start the program again. */
  install: (restart: () => boolean) => Promise<boolean>;
  /** Starts the program again once this process has ended. */
  relaunch: () => void;
  onFault: (error: unknown) => void;
}

/**
 * One window is the program: without it nothing is left to do but finish the last write and install what waits. Who starts
 * it again meanwhile is kept out by the lock of the one instance, so this one remembers to come back.
 */
export function leaveWhenClosed({ app, window, settle, install, relaunch, onFault }: Leave): void {
  let wantedAgain = false;
  app.on('second-instance', () => {
    if (window.isDestroyed()) wantedAgain = true;
    else focusWindow(window);
  });
  app.on('window-all-closed', () => app.quit());
  app.once('will-quit', (event) => {
    event.preventDefault();
    void finish()
      .catch(onFault)
      .finally(() => app.quit());
  });

  async function finish(): Promise<void> {
    await settle();
    const installing = await install(() => wantedAgain);
    if (wantedAgain && !installing) relaunch();
  }
}
