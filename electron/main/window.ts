import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron';
import { MIN_HEIGHT, MIN_WIDTH, type WindowPlacement, type WindowState } from './window-state.ts';

/**
 * The options of the one window. Every security setting is named, those that are Electron's defaults too: a default
 * that changes, or a line that is deleted, must show in a test.
 */
export function windowOptions(
  placement: WindowPlacement,
  preload: string,
  development: boolean,
): BrowserWindowConstructorOptions {
  const { maximised: _maximised, ...bounds } = placement;
  return {
    ...bounds,
    minWidth: MIN_WIDTH,
    minHeight: MIN_HEIGHT,
    title: 'Branchline',
    show: false,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      // The spell checker would fetch its dictionaries from outside the bank.
      spellcheck: false,
      devTools: development,
      // Sync and reminders go on while the window is hidden.
      backgroundThrottling: false,
    },
  };
}

/** Tells where the window is whenever that changes. Normal bounds: those of a maximised one would be the screen's. */
export function watchState(window: BrowserWindow, save: (state: WindowState) => void): void {
  const changed = () => {
    if (window.isDestroyed() || window.isMinimized() || window.isFullScreen()) return;
    save({ ...window.getNormalBounds(), maximised: window.isMaximized() });
  };
  window.on('resize', changed);
  window.on('move', changed);
  window.on('maximize', changed);
  window.on('unmaximize', changed);
  window.on('close', changed);
}

export type ShownWindow = Pick<BrowserWindow, 'isMinimized' | 'restore' | 'show' | 'focus'>;

/** Brings the window to the front, for a second start of the program. */
export function focusWindow(window: ShownWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
