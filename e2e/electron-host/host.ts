import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { quietFlags, sandboxFlags } from '../../build/shared/chromium.ts';
import { App } from './app.ts';
import { BrowserWindow, type WindowOptions } from './browser-window.ts';
import { Ipc } from './ipc.ts';
import { keyStore } from './key-store.ts';
import { loadMain } from './load-main.ts';
import { ApplicationMenu } from './menu.ts';
import { NoticesStandIn } from './notices.ts';
import { PAGE_ORIGIN, toApp } from './origin-map.ts';
import type { BindingCall, BrowserContext, Page } from './playwright.ts';
import { preloadScript } from './preload-script.ts';
import { ProtocolServer } from './protocol-server.ts';
import { permissionsOf, SessionStandIn } from './session.ts';
import { WebContents } from './web-contents.ts';

export interface StandInOptions {
  /** Where the program keeps everything, Chromium's profile included; the same folder again is a restart. */
  userData: string;
  serverUrl: string;
  /** The folder that holds `electron/main.cjs` and `renderer/`. */
  dist: string;
  executablePath: string;
  locale?: string;
  args?: string[];
}

/** One run of the real main and preload code on the stand-in. */
export interface StandIn {
  readonly app: App;
  readonly menu: ApplicationMenu;
  readonly notices: NoticesStandIn;
  readonly powerMonitor: EventEmitter;
  readonly session: SessionStandIn;
  readonly context: BrowserContext;
  /** Addresses handed to the system's browser, and messages shown outside the page. */
  readonly openedOutside: string[];
  readonly messages: string[];
  /** How often main asked for a crash reporter. */
  readonly crashReporters: unknown[];
  /** Files that main asked where to save, in the order in which it asked. */
  readonly savedTo: string[];
  /** The window that main opened; rejects when main ended instead. */
  window(): Promise<BrowserWindow>;
  /** The user closes the window, and main ends by itself. */
  close(): Promise<void>;
  /** Power cut: nothing is asked or written any more. */
  kill(): Promise<void>;
}

export async function startStandIn(options: StandInOptions): Promise<StandIn> {
  const server = new ProtocolServer();
  const port = await server.listen();
  const context = await launch(options, port);
  context.setDefaultTimeout(20_000);
  const ipc = new Ipc();
  const menu = new ApplicationMenu();
  const notices = new NoticesStandIn();
  const session = new SessionStandIn();
  const powerMonitor = new EventEmitter();
  const openedOutside: string[] = [];
  const messages: string[] = [];
  const crashReporters: unknown[] = [];
  const savedTo: string[] = [];
  const windows: BrowserWindow[] = [];
  const first = Promise.withResolvers<BrowserWindow>();
  first.promise.catch(() => undefined);

  const app = new App({
    userData: options.userData,
    locale: options.locale ?? 'zh-CN',
    version: '0.0.0-stand-in',
    onQuit: async () => {
      await context.close().catch(() => undefined);
      await server.close();
      first.reject(new Error(`Main ended before it opened a window: ${messages.join(' ')}`));
    },
  });
  app.onCloseWindows(async () => {
    for (const window of windows) await window.close();
  });
  // Chromium starts with one tab: the window's constructor is synchronous, so its page must be there already.
  const page = context.pages()[0] ?? (await context.newPage());
  await page.exposeBinding('__hostInvoke', (source: BindingCall, channel: string, ...args: unknown[]) =>
    ipc.invoke(source, channel, ...args),
  );

  class Window extends BrowserWindow {
    constructor(windowOptions: WindowOptions) {
      const contents = new WebContents(page, ipc);
      super(windowOptions, page, contents);
      windows.push(this);
      app.emit('web-contents-created', {}, contents);
      this.once('closed', () => {
        windows.splice(windows.indexOf(this), 1);
        if (windows.length === 0) app.emit('window-all-closed');
      });
    }
    override async loadURL(address: string): Promise<void> {
      const { preload } = this.options.webPreferences ?? {};
      if (preload) await page.addInitScript({ content: preloadScript(readFileSync(preload, 'utf8')) });
      await lockPage(page, this.webContents, options.serverUrl);
      await context.grantPermissions(permissionsOf(session), { origin: PAGE_ORIGIN });
      await super.loadURL(address);
      first.resolve(this);
    }
    static getAllWindows(): BrowserWindow[] {
      return [...windows];
    }
  }

  loadMain(
    join(options.dist, 'electron', 'main.cjs'),
    {
      app,
      BrowserWindow: Window,
      Menu: menu.Menu,
      nativeImage: { createFromBitmap: () => ({}) },
      Notification: notices.Notification,
      ipcMain: ipc.ipcMain,
      powerMonitor,
      protocol: server.protocol,
      safeStorage: keyStore(join(options.userData, 'keyring-of-the-system')),
      screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }] },
      session: { defaultSession: session },
      shell: { openExternal: async (address: string) => void openedOutside.push(address) },
      crashReporter: { start: (options: unknown) => void crashReporters.push(options) },
      dialog: {
        showErrorBox: (_title: string, text: string) => void messages.push(text),
        // The user takes the place that is proposed.
        showSaveDialog: async (_window: unknown, { defaultPath }: { defaultPath: string }) => {
          savedTo.push(defaultPath);
          return { canceled: false, filePath: defaultPath };
        },
      },
    },
    { BRANCHLINE_SERVER_URL: options.serverUrl, HOME: options.userData },
  );

  return {
    app,
    menu,
    notices,
    powerMonitor,
    session,
    context,
    openedOutside,
    messages,
    crashReporters,
    savedTo,
    window: () => first.promise,
    close: async () => {
      for (const window of [...windows]) await window.close();
      await app.ended;
    },
    kill: async () => {
      app.removeAllListeners();
      app.exit(137);
      await app.ended;
    },
  };
}

function launch(options: StandInOptions, port: number): Promise<BrowserContext> {
  return chromium.launchPersistentContext(join(options.userData, 'chromium'), {
    executablePath: options.executablePath,
    viewport: { width: 1280, height: 800 },
    // Electron serves no service workers on app://.
    serviceWorkers: 'block',
    locale: options.locale ?? 'zh-CN',
    args: [
      `--host-resolver-rules=MAP branchline.localhost:80 127.0.0.1:${port}`,
      ...quietFlags,
      ...sandboxFlags(),
      ...(options.args ?? []),
    ],
  });
}

/** Navigations and new windows are main's to decide. */
async function lockPage(page: Page, contents: WebContents, serverUrl: string): Promise<void> {
  const inside = new Set([PAGE_ORIGIN, new URL(serverUrl).origin]);
  await page.route(
    (url) => !inside.has(url.origin),
    (route) => {
      const request = route.request();
      const leaves = request.isNavigationRequest() && !contents.mayNavigate(request.url());
      // Aborted, not failed: the page stays where it is.
      return leaves ? route.abort('aborted') : route.continue();
    },
  );
  page.on('popup', (popup) => {
    const address = toApp(popup.url());
    if (!contents.mayOpen(address)) void popup.close().catch(() => undefined);
  });
}
