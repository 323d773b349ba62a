import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CancellationToken, type DownloadOptions } from 'builder-util-runtime';
import { AppImageUpdater, type AppUpdater, MacUpdater, NsisUpdater } from 'electron-updater';
import type { AppAdapter } from 'electron-updater/out/AppAdapter.js';
import type { Platform, ReleaseFile } from '#shared/releases/manifest.ts';
import type { UpdateHold } from '#shared/releases/update-state.ts';
import { writeFileAtomic } from '../atomic-file.ts';
import { runSystemProgram } from '../policy/run.ts';
import { replaceHold } from './app-image.ts';
import { type ProgressWatch, untilAborted, watchProgress } from './progress-watch.ts';
import { UpdateFailed, UpdateRefused } from './refused.ts';
import { resumeDownload } from './resume-download.ts';
import { handToSquirrel, type NativeUpdater } from './squirrel.ts';
import { createQuitGate } from './start-installer.ts';
import { publisherFault } from './windows-signature.ts';

/** Milliseconds without a byte after which a download is given up; it goes on at the next look. */
const STALLED_AFTER = 120_000;

/** The requests of electron-updater, whatever they are made with. */
export interface Executor {
  download(url: URL, destination: string, options: DownloadOptions): Promise<string>;
}

export interface EngineDeps {
  platform: Platform;
  app: AppAdapter;
  /** Electron's own; on macOS it is what installs. */
  nativeUpdater: NativeUpdater;
  executor: Executor;
  /** `https://server/releases/<channel>`: where to begin; see {@link Engine.readFrom}. */
  feed: string;
  /** Where parts of downloads and electron-updater's own description of this program lie. */
  folder: string;
  /** Whom Windows must name as the publisher of an installer. */
  publisher: string | undefined;
  fetch: typeof fetch;
  /** Milliseconds; tests wait less. */
  stalledAfter?: number;
}

export interface Engine {
  readonly updater: AppUpdater;
  /** Turns to the releases of another server of the same bank. */
  readFrom(feed: string): void;
  /**
   * Downloads what was found last, if it is this file as it was signed; resolves with where it lies.
   *
   * @throws UpdateFailed `download_failed` when it stalls or `signal` ends it; what came is kept
   */
  download(
    file: ReleaseFile,
    onPercent: (percent: number) => void,
    signal: AbortSignal,
  ): Promise<string | undefined>;
  /** What on this machine keeps a downloaded file from being installed; `size` in bytes. */
  hold(update: { path: string; size: number }): Promise<UpdateHold | null>;
  /**
   * Starts the installer of what was downloaded last, and then the end of the program. On macOS without a restart whoever
   * ends the program does so, and it is installed behind it. `restart` is asked as late as can be: somebody may start the
   * program again meanwhile.
   *
   * @throws when it does not start
   */
  install(restart: () => boolean): Promise<void>;
}

/**
 * electron-updater, held short: it downloads nothing by itself, installs nothing by itself, never goes back, and takes
 * the bytes from our own download, which goes on where it was cut.
 */
export async function openEngine(deps: EngineDeps): Promise<Engine> {
  const gate = createQuitGate(deps.app);
  const updater = makeUpdater(deps.platform, gate.app);
  updater.logger = null;
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = false;
  updater.disableWebInstaller = true;
  updater.updateConfigPath = await writeConfig(deps);
  let expected: { file: ReleaseFile; onPercent: (percent: number) => void; watch: ProgressWatch } | undefined;
  deps.executor.download = async (url: URL, destination: string, options: DownloadOptions) => {
    if (expected === undefined || options.sha512 !== expected.file.sha512) {
      throw new UpdateRefused('manifest_mismatch');
    }
    const { file, onPercent, watch } = expected;
    await resumeDownload({
      url,
      headers: headersOf(options),
      file,
      destination,
      partsFolder: join(deps.folder, 'parts'),
      fetch: deps.fetch,
      signal: watch.signal,
      onPercent(percent) {
        watch.moved();
        onPercent(percent);
      },
    });
    return destination;
  };
  // Before the feed: the provider keeps the executor it finds. With an adapter given, electron-updater leaves it to us.
  Object.assign(updater, { httpExecutor: deps.executor });
  const readFrom = (url: string) =>
    // The server gives one range for each request.
    updater.setFeedURL({ provider: 'generic', url, useMultipleRangeRequest: false });
  readFrom(deps.feed);
  // Whoever sets a channel turns this on.
  updater.allowDowngrade = false;
  return {
    updater,
    readFrom,
    async download(file, onPercent, signal) {
      const watch = watchProgress(deps.stalledAfter ?? STALLED_AFTER, signal);
      expected = { file, onPercent, watch };
      const token = new CancellationToken();
      watch.signal.addEventListener('abort', () => token.cancel(), { once: true });
      // By changed blocks electron-updater fetches itself, with requests that wait for ever and cannot be ended.
      updater.on('download-progress', watch.moved);
      try {
        const [path] = await untilAborted(watch.signal, updater.downloadUpdate(token));
        return path;
      } catch (error) {
        throw watch.signal.aborted ? new UpdateFailed('download_failed') : error;
      } finally {
        watch.stop();
        updater.off('download-progress', watch.moved);
      }
    },
    async hold(update) {
      // Where electron-updater reads it as well.
      const appImage = process.env.APPIMAGE;
      return deps.platform === 'linux' && appImage !== undefined ? await replaceHold(appImage, update) : null;
    },
    async install(restart) {
      if (deps.platform === 'darwin') {
        await handToSquirrel(deps.nativeUpdater);
        if (restart()) updater.quitAndInstall();
        return;
      }
      // After a start that failed on Windows it stays set, and the next one would be passed over in silence.
      Object.assign(updater, { quitAndInstallCalled: false });
      await gate.install(updater, restart());
    },
  };
}

function makeUpdater(platform: Platform, app: AppAdapter): AppUpdater {
  if (platform === 'win32') {
    const updater = new NsisUpdater(null, app);
    updater.verifyUpdateCodeSignature = (publishers, file) =>
      publisherFault(runSystemProgram, process.env, publishers, file);
    return updater;
  }
  if (platform === 'darwin') return new MacUpdater(undefined, app);
  return new AppImageUpdater(null, app);
}

/** What electron-builder would put beside the program: here, so that the publisher is always checked on Windows. */
async function writeConfig({ folder, feed, publisher }: EngineDeps): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'app-update.yml');
  await writeFileAtomic(
    path,
    JSON.stringify({
      provider: 'generic',
      url: feed,
      updaterCacheDirName: 'branchline-updater',
      ...(publisher !== undefined && { publisherName: [publisher] }),
    }),
  );
  return path;
}

function headersOf({ headers }: DownloadOptions): Record<string, string> {
  const entries = Object.entries(headers ?? {}).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value]] : [],
  );
  return Object.fromEntries(entries);
}
