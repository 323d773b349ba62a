import type { DesktopApi, HostInfo } from '#shared/ipc/desktop-api.ts';
import { openBrowserJournal } from './browser-journal.ts';
import { openBrowserNotices } from './browser-notices.ts';
import { openBrowserProvider } from './browser-provider.ts';
import { openBrowserSecrets } from './browser-secrets.ts';

/** The machine the client runs on: the desktop's preload where there is one, else the browser's own means. */
export function resolveDesktop(): DesktopApi {
  return window.branchline ?? browserDesktop();
}

/**
 * The browser's stand-in for the desktop. A page has no menu and hears of no waking from sleep; becoming visible
 * and coming back online are the nearest it gets.
 */
export function browserDesktop(): DesktopApi {
  const secrets = openBrowserSecrets();
  const info: HostInfo = {
    host: 'browser',
    version: __APP_VERSION__,
    platform: navigator.platform,
    serverUrl: location.origin,
    // A page may talk to the server it came from and to no other.
    standbyUrls: [],
    policies: { layers: [], problems: [] },
  };
  return {
    info: () => Promise.resolve(info),
    readSecret: (name) => secrets.read(name),
    writeSecret: (name, value) => secrets.write(name, value),
    removeSecret: (name) => secrets.remove(name),
    ...openBrowserJournal(),
    printToPdf: () => {
      window.print();
      return Promise.resolve(null);
    },
    setLanguage: () => Promise.resolve(),
    // The page is updated by its service worker.
    updateState: () => Promise.resolve({ status: 'off', reason: 'unsupported' }),
    onUpdateState: () => () => undefined,
    installUpdate: () => Promise.resolve(false),
    tellPending: () => Promise.resolve(),
    // Whoever signs in here hears it from the server; nothing is done before.
    keepServerPolicy: () => Promise.resolve(),
    ...openBrowserProvider(),
    ...openBrowserNotices(),
    onCommand: () => () => undefined,
    // No page hears of the machine's lock: the idle lock has to do.
    onScreenLock: () => () => undefined,
    onWake: (listener) => {
      const onVisible = () => {
        if (document.visibilityState === 'visible') listener();
      };
      document.addEventListener('visibilitychange', onVisible);
      window.addEventListener('online', listener);
      return () => {
        document.removeEventListener('visibilitychange', onVisible);
        window.removeEventListener('online', listener);
      };
    },
  };
}
