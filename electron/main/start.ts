import { join } from 'node:path';
import {
  app,
  autoUpdater,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  Notification,
  nativeImage,
  net,
  powerMonitor,
  protocol,
  safeStorage,
  session,
  shell,
} from 'electron';
import { ElectronAppAdapter } from 'electron-updater/out/ElectronAppAdapter.js';
import { ElectronHttpExecutor } from 'electron-updater/out/electronHttpExecutor.js';
import { ipc } from '#shared/ipc/channels.ts';
import type { HostLanguage, MenuCommand } from '#shared/ipc/desktop-api.ts';
import type { UpdateState } from '#shared/releases/update-state.ts';
import { readTextOrNull, writeFileAtomic } from './atomic-file.ts';
import { registerCalls } from './calls.ts';
import { type Config, loadConfig, mayUpdate } from './config.ts';
import { openJournal } from './journal/journal.ts';
import { leaveWhenClosed } from './leave.ts';
import { lockContents, lockSession } from './lockdown.ts';
import type { Log } from './log.ts';
import { menuTemplate } from './menu.ts';
import { createNotices, DOT_SIZE, dotBitmap } from './notices.ts';
import { openWindow } from './open-window.ts';
import { APP_SCHEME } from './origin.ts';
import { pathsIn } from './paths.ts';
import { policyLine } from './policy/problem-line.ts';
import { readServerPolicy, writeServerPolicy } from './policy/server-policy.ts';
import { watchPower } from './power.ts';
import { printToPdf } from './print.ts';
import { openAnswerPlace } from './provider/answer-place.ts';
import { answeredPage } from './provider/answered-page.ts';
import { createProviderDesk } from './provider/provider-desk.ts';
import { openSecretStore } from './secrets.ts';
import { openAppServer, serveApp } from './serve-app.ts';
import { parseSettings } from './settings.ts';
import { StartProblem } from './start-problem.ts';
import { languageOfSystem, textsIn } from './texts.ts';
import { builtIn } from './update/built-in.ts';
import { startUpdates } from './update/start-updates.ts';
import { focusWindow } from './window.ts';

export interface StartOptions {
  /** The folder of this bundle; the built client lies beside it in `../renderer`. */
  distFolder: string;
  log: Log;
}

/** Wires the parts to Electron. A start that fails says so in one sentence and ends; it never shows a stack. */
export async function start({ distFolder, log }: StartOptions): Promise<void> {
  process.on('uncaughtException', (error) => log.write('uncaught', error));
  process.on('unhandledRejection', (reason) => log.write('unhandled', reason));

  const paths = pathsIn(app.getPath('userData'));
  const development = !app.isPackaged;
  let language: HostLanguage = 'en';
  let config: Config | null = null;

  // Registered before the app is ready: no page may exist before its lock.
  app.on('web-contents-created', (_event, contents) =>
    lockContents(
      contents,
      () => config?.externalHosts ?? [],
      (address) => void shell.openExternal(address),
    ),
  );

  const send = (channel: string, value?: MenuCommand | UpdateState): void => {
    for (const window of BrowserWindow.getAllWindows()) window.webContents.send(channel, value);
  };
  const showMenu = (): void => {
    const template = menuTemplate({
      language,
      platform: process.platform,
      development,
      send: (command) => send(ipc.command, command),
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  };

  try {
    await app.whenReady();
    const ofSystem = { language: languageOfSystem(app.getLocale()) };
    language = parseSettings(await readTextOrNull(paths.settings), ofSystem).language;
    const secrets = openSecretStore(paths.secrets, safeStorage, process.platform);
    config = await loadConfig({
      isPackaged: app.isPackaged,
      userFile: paths.config,
      serverPolicy: await readServerPolicy(secrets),
    });
    for (const problem of config.report.problems) log.write(policyLine(problem));
    const { serverUrl, standbyUrls, policies } = config;
    language = policies.language?.locked ? policies.language.value : language;

    lockSession(session.defaultSession);
    const server = await openAppServer(join(distFolder, '..', 'renderer'), [serverUrl, ...standbyUrls]);
    protocol.handle(APP_SCHEME, (request) => serveApp(server, request));
    showMenu();
    const dot = nativeImage.createFromBitmap(dotBitmap(), { width: DOT_SIZE, height: DOT_SIZE });
    const notices = createNotices({
      platform: process.platform,
      isSupported: () => Notification.isSupported(),
      create: (options) => new Notification(options),
      clicked() {
        const [window] = BrowserWindow.getAllWindows();
        if (window !== undefined) focusWindow(window);
        send(ipc.noticeClick);
      },
      setBadgeCount: (count) => app.setBadgeCount(count),
      setOverlay(shown, description) {
        for (const window of BrowserWindow.getAllWindows())
          window.setOverlayIcon(shown ? dot : null, description);
      },
    });
    const journal = openJournal({ folder: paths.journal, onDamage: () => log.write('journal damaged') });
    journal.catch((error: unknown) => log.write('journal', error));
    let systemEnds = false;
    const updates = startUpdates({
      builtIn: builtIn(),
      policy: {
        enabled: mayUpdate(config),
        channel: policies.updateChannel?.value ?? 'stable',
        ring: policies.updateRing?.value,
        hours: policies.updateHours?.value,
      },
      app: new ElectronAppAdapter(app),
      nativeUpdater: autoUpdater,
      executor: new ElectronHttpExecutor(),
      folder: paths.updates,
      fetch: (input, init) => net.fetch(input instanceof URL ? input.href : input, init),
      packaged: app.isPackaged,
      platform: process.platform,
      arch: process.arch,
      version: app.getVersion(),
      electron: process.versions.electron ?? '',
      appImage: process.env.APPIMAGE,
      serverUrls: [serverUrl, ...standbyUrls],
      journal,
      readSecret: async (name) => await (await secrets).read(name),
      onState: (state) => send(ipc.updateChange, state),
      log: (what, error) => log.write(what, error),
      systemEnds: () => systemEnds,
      idleSeconds: () => powerMonitor.getSystemIdleTime(),
      random: Math.random,
    });
    updates.catch((error: unknown) => log.write('updates', error));
    registerCalls(ipcMain, {
      info: {
        host: 'electron',
        version: app.getVersion(),
        platform: process.platform,
        serverUrl,
        standbyUrls: [...standbyUrls],
        policies: config.report,
      },
      secrets,
      journal,
      // The page asks nobody who may not: this is for one that does.
      printToPdf: policies.exports?.value === 'forbidden' ? refuse : printFirstWindow,
      async setLanguage(chosen) {
        language = chosen;
        showMenu();
        await writeFileAtomic(paths.settings, JSON.stringify({ language }));
      },
      keepServerPolicy: async (kept) => await writeServerPolicy(secrets, kept),
      notices,
      provider: createProviderDesk({
        servers: () => [serverUrl, ...standbyUrls],
        openPlace: () => openAnswerPlace((answer) => answeredPage(language, answer)),
        openBrowser: async (url) => await shell.openExternal(url),
        answered() {
          const [waiting] = BrowserWindow.getAllWindows();
          if (waiting !== undefined) focusWindow(waiting);
        },
      }),
      updates,
      onError: (channel, error) => log.write(`call ${channel}`, error),
    });
    watchPower(powerMonitor, {
      wake: () => send(ipc.wake),
      lock: () => send(ipc.screenLock),
      end() {
        systemEnds = true;
      },
    });

    const { window, loaded, settled } = await openWindow({
      preload: join(distFolder, 'preload.cjs'),
      statePath: paths.windowState,
      development,
      log,
      tellCrashed: () => tell(textsIn(language).problems.page_crashed, log.path),
    });
    // Windows shuts down: what is saved is on the disk already, the page's own settings may not be.
    window.on('query-session-end', () => {
      systemEnds = true;
      session.defaultSession.flushStorageData();
    });
    leaveWhenClosed({
      app,
      window,
      async settle() {
        await settled();
        await (await journal.catch(() => null))?.settled();
      },
      install: async (restart) => (await (await updates.catch(() => null))?.beforeQuit(restart)) ?? false,
      // Of an AppImage the file itself: what runs lies in a mount that ends with it.
      relaunch: () =>
        app.relaunch(process.env.APPIMAGE === undefined ? {} : { execPath: process.env.APPIMAGE }),
      onFault: (error) => log.write('quit', error),
    });
    await loaded;
  } catch (error) {
    log.write('start', error);
    const problem = error instanceof StartProblem ? error : new StartProblem('start_failed', log.path);
    tell(textsIn(language).problems[problem.code], problem.detail);
    app.exit(1);
  }
}

async function refuse(): Promise<never> {
  throw new Error('forbidden by policy');
}

function tell(sentence: string, detail: string): void {
  dialog.showErrorBox('Branchline', `${sentence}\n${detail}`);
}

/** Saves what the window prints as a PDF, readable by this user only, where the user chooses. */
async function printFirstWindow(): Promise<string | null> {
  const [window] = BrowserWindow.getAllWindows();
  if (window === undefined) return null;
  return await printToPdf({
    // The sheet brings its own paper and margins.
    print: () => window.webContents.printToPDF({ preferCSSPageSize: true, printBackground: true }),
    async choose(proposed) {
      const filters = [{ name: 'PDF', extensions: ['pdf'] }];
      const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath: proposed, filters });
      return canceled || filePath === '' ? null : filePath;
    },
    write: writeFileAtomic,
    documents: app.getPath('documents'),
    now: new Date(),
  });
}
