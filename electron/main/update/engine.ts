import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DownloadOptions } from 'builder-util-runtime';
import { AppImageUpdater, type AppUpdater, MacUpdater, NsisUpdater } from 'electron-updater';
import type { AppAdapter } from 'electron-updater/out/AppAdapter.js';
import type { Platform, ReleaseFile } from '#shared/releases/manifest.ts';
import { writeFileAtomic } from '../atomic-file.ts';
import { runSystemProgram } from '../policy/run.ts';
import { resumeDownload } from './resume-download.ts';
import { publisherFault } from './windows-signature.ts';

/** The requests of electron-updater, whatever they are made with. */
export interface Executor {
  download(url: URL, destination: string, options: DownloadOptions): Promise<string>;
}

export interface EngineDeps {
  platform: Platform;
  app: AppAdapter;
  executor: Executor;
  /** `https://server/releases/<channel>`: where to begin; see {@link Engine.readFrom}. */
  feed: string;
  /** Where parts of downloads and electron-updater's own description of this program lie. */
  folder: string;
  /** Whom Windows must name as the publisher of an installer. */
  publisher: string | undefined;
  fetch: typeof fetch;
}

export interface Engine {
  readonly updater: AppUpdater;
  /** Turns to the releases of another server of the same bank. */
  readFrom(feed: string): void;
  /** What is to be downloaded next, as it was signed; nothing else is. */
  expect(file: ReleaseFile, onPercent: (percent: number) => void): void;
}

/**
 * electron-updater, held short: it downloads nothing by itself, installs nothing by itself, never goes back, and takes
 * the bytes from our own download, which goes on where it was cut.
 */
export async function openEngine(deps: EngineDeps): Promise<Engine> {
  const updater = makeUpdater(deps.platform, deps.app);
  updater.logger = null;
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = false;
  updater.disableWebInstaller = true;
  updater.updateConfigPath = await writeConfig(deps);
  let expected: { file: ReleaseFile; onPercent: (percent: number) => void } | undefined;
  deps.executor.download = async (url: URL, destination: string, options: DownloadOptions) => {
    if (expected === undefined || options.sha512 !== expected.file.sha512) {
      throw new Error('not the file that was signed');
    }
    await resumeDownload({
      url,
      headers: headersOf(options),
      file: expected.file,
      destination,
      partsFolder: join(deps.folder, 'parts'),
      fetch: deps.fetch,
      onPercent: expected.onPercent,
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
    expect(file, onPercent) {
      expected = { file, onPercent };
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
