import { BrowserWindow, screen } from 'electron';
import { readTextOrNull, writeFileAtomic } from './atomic-file.ts';
import { afterCrash } from './crash.ts';
import type { Log } from './log.ts';
import { APP_ORIGIN } from './origin.ts';
import { latestOnly } from './queue.ts';
import { watchState, windowOptions } from './window.ts';
import { parseWindowState, placeWindow, type WindowState } from './window-state.ts';

export interface OpenWindow {
  preload: string;
  statePath: string;
  development: boolean;
  log: Log;
  tellCrashed: () => void;
}

export interface OpenedWindow {
  window: BrowserWindow;
  /** Resolves when the client is on the screen; rejects when it could not be loaded. */
  loaded: Promise<void>;
  /** Resolves when the window's last place is written. */
  settled: () => Promise<void>;
}

/** Opens the window where it was last time and begins to load the client. */
export async function openWindow(options: OpenWindow): Promise<OpenedWindow> {
  const saved = parseWindowState(await readTextOrNull(options.statePath));
  const placement = placeWindow(
    saved,
    screen.getAllDisplays().map((display) => display.workArea),
  );
  const window = new BrowserWindow(windowOptions(placement, options.preload, options.development));
  if (placement.maximised) window.maximize();
  window.once('ready-to-show', () => window.show());

  const states = latestOnly<WindowState>(
    (state) => writeFileAtomic(options.statePath, JSON.stringify(state)),
    (error) => options.log.write('window state', error),
  );
  watchState(window, (state) => states.push(state));
  watchCrashes(window, options);
  const loaded = window.loadURL(`${APP_ORIGIN}/`).catch((error: unknown) => {
    // Closed before it was there: that is the user's doing, not a failure.
    if (!window.isDestroyed()) throw error;
  });
  return { window, loaded, settled: () => states.settled() };
}

function watchCrashes(window: BrowserWindow, { log, tellCrashed }: OpenWindow): void {
  const crashes: number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    const next = afterCrash(reason, crashes, Date.now());
    crashes.push(Date.now());
    log.write(`page gone: ${reason}`);
    if (next === 'reload') window.webContents.reload();
    else if (next === 'tell') tellCrashed();
  });
}
