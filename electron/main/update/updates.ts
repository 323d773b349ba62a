import type { ProgramPayload } from '#shared/protocol/releases.ts';
import { installerOf, manifestText, type ReleaseManifest } from '#shared/releases/manifest.ts';
import type { UpdateHold, UpdateHours, UpdateState } from '#shared/releases/update-state.ts';
import type { Engine } from './engine.ts';
import { failureOf } from './failures.ts';
import { isSignedFile } from './file-hash.ts';
import { judgeOffer, type RunningProgram, refuseUnfit } from './judge-offer.ts';
import { UpdateFailed, UpdateRefused } from './refused.ts';

/** An offer counts for so long without being confirmed: a device that was away must not install what was paused since. */
const CONFIRMED_FOR = 24 * 3_600_000;
/** Milliseconds that somebody who quits waits for the server. */
const CONFIRM_WITHIN = 8000;
/** An offer that was confirmed just now is not asked for once more. */
const FRESH = 60_000;

export interface UpdatesDeps {
  engine: Engine;
  running: RunningProgram;
  publicKeys: readonly string[];
  hours: UpdateHours | undefined;
  /** A pass for releases; tells the server how updates go. */
  pass: (program: ProgramPayload) => Promise<string>;
  hold: () => Promise<UpdateHold | null>;
  now: () => number;
  /** Milliseconds; tests wait less. */
  confirmWithin?: number;
  onState: (state: UpdateState) => void;
  onFault: (what: string, error: unknown) => void;
}

export interface Updates {
  state(): UpdateState;
  /** Asks the server, and downloads what it offers if all of it is in order. Never two at a time; never rejects. */
  check(): Promise<UpdateState>;
  /**
   * Checks everything once more, then starts the installer; the program is about to quit when it resolves with true.
   * False: there is nothing to install, something holds it up, or something is in doubt; {@link state} says what.
   */
  install(restart: boolean): Promise<boolean>;
}

interface Ready {
  manifest: ReleaseManifest;
  file: string;
  confirmedAt: number;
}

/** The way of an update from the server's offer to the installer. Any doubt ends it with a reason. */
export function createUpdates(deps: UpdatesDeps): Updates {
  const { engine, running, publicKeys } = deps;
  const { updater } = engine;
  let state: UpdateState = { status: 'current' };
  let ready: Ready | undefined;
  let checking: Promise<UpdateState> | undefined;
  let installing = false;

  function become(next: UpdateState): UpdateState {
    state = next;
    deps.onState(next);
    return next;
  }

  function readyState(manifest: ReleaseManifest, held: UpdateHold | null): UpdateState {
    return {
      status: 'ready',
      version: manifest.version,
      ...(deps.hours && { hours: deps.hours }),
      ...(held && { held }),
    };
  }

  /** The offer of this moment: a signed manifest, or nothing newer. */
  async function askServer(): Promise<ReleaseManifest | null> {
    const pass = await deps.pass({ ...running, update: reportOf(state) });
    updater.requestHeaders = { authorization: `Device ${pass}` };
    const result = await updater.checkForUpdates();
    if (result === null) throw new UpdateFailed('unreachable');
    const info: unknown = result.updateInfo;
    if (result.updateInfo.version === running.version) return null;
    // An older one too: electron-updater would pass over it, and nobody would hear of a server that goes back.
    const manifest = await judgeOffer(info, running, publicKeys);
    if (!result.isUpdateAvailable) throw new UpdateRefused('older_version', manifest.version);
    return manifest;
  }

  async function download(manifest: ReleaseManifest): Promise<string> {
    const { version } = manifest;
    become({ status: 'downloading', version, percent: 0 });
    let shown = 0;
    engine.expect(installerOf(manifest), (percent) => {
      if (percent <= shown) return;
      shown = percent;
      become({ status: 'downloading', version, percent });
    });
    const [file] = await updater.downloadUpdate();
    if (file === undefined || !(await isSignedFile(file, installerOf(manifest)))) {
      throw new UpdateRefused('bad_file', version);
    }
    return file;
  }

  async function work(): Promise<UpdateState> {
    let version: string | undefined;
    try {
      const manifest = await askServer();
      if (manifest === null) {
        ready = undefined;
        return become({ status: 'current' });
      }
      version = manifest.version;
      const file = isSame(ready?.manifest, manifest) ? ready?.file : undefined;
      ready = { manifest, file: file ?? (await download(manifest)), confirmedAt: deps.now() };
      return become(readyState(manifest, await deps.hold()));
    } catch (error) {
      return becomeFailed(error, version);
    }
  }

  async function becomeFailed(error: unknown, version?: string): Promise<UpdateState> {
    const failure = failureOf(error, version);
    deps.onFault(`update ${failure.reason}`, failure === error ? undefined : error);
    if (failure instanceof UpdateRefused) {
      ready = undefined;
      const named = failure.version;
      return become({
        status: 'refused',
        reason: failure.reason,
        ...(named !== undefined && { version: named }),
      });
    }
    // What was downloaded and confirmed stays good for a while without the server.
    if (ready !== undefined) return become(readyState(ready.manifest, await deps.hold()));
    return become({ status: 'unknown', reason: failure.reason });
  }

  function check(): Promise<UpdateState> {
    checking ??= work().finally(() => {
      checking = undefined;
    });
    return checking;
  }

  /** Asks whether what is here is still what this device is to have; nothing is downloaded while somebody waits. */
  async function confirm(known: Ready): Promise<void> {
    try {
      const offered = await within(deps.confirmWithin ?? CONFIRM_WITHIN, askServer());
      if (offered === null || !isSame(known.manifest, offered)) {
        throw new UpdateRefused('not_offered', known.manifest.version);
      }
      ready = { ...known, confirmedAt: deps.now() };
    } catch (error) {
      const failure = failureOf(error, known.manifest.version);
      if (failure instanceof UpdateRefused) throw failure;
    }
  }

  /** All that was looked at when it was downloaded, once more: hours lie between. */
  async function lookAgain(known: Ready): Promise<void> {
    if (deps.now() - known.confirmedAt > FRESH) await confirm(known);
    const { manifest, file, confirmedAt } = ready ?? known;
    const age = deps.now() - confirmedAt;
    if (age > CONFIRMED_FOR || age < 0) throw new UpdateRefused('not_offered', manifest.version);
    refuseUnfit(manifest, running);
    if (!(await isSignedFile(file, installerOf(manifest)))) {
      throw new UpdateRefused('bad_file', manifest.version);
    }
  }

  return {
    state: () => state,
    check,
    async install(restart) {
      await checking;
      if (ready === undefined || installing) return false;
      installing = true;
      try {
        const { manifest } = ready;
        await lookAgain(ready);
        // Last: what was written while the file was read counts too.
        const held = await deps.hold();
        if (held !== null) {
          become(readyState(manifest, held));
          return false;
        }
        updater.quitAndInstall(true, restart);
        return true;
      } catch (error) {
        await becomeFailed(error);
        return false;
      } finally {
        installing = false;
      }
    },
  };
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new UpdateFailed('unreachable')), milliseconds);
  });
  return await Promise.race([work, over]).finally(() => clearTimeout(timer));
}

function isSame(known: ReleaseManifest | undefined, offered: ReleaseManifest): boolean {
  return known !== undefined && manifestText(known) === manifestText(offered);
}

/** What IT reads of it. */
function reportOf(state: UpdateState): NonNullable<ProgramPayload['update']> {
  switch (state.status) {
    case 'refused':
      return {
        status: 'refused',
        reason: state.reason,
        ...(state.version !== undefined && { version: state.version }),
      };
    case 'unknown':
      return { status: 'unknown', reason: state.reason };
    case 'ready':
      return { status: 'ready', version: state.version, ...(state.held && { reason: state.held }) };
    case 'downloading':
      return { status: 'downloading', version: state.version };
    default:
      return { status: state.status };
  }
}
