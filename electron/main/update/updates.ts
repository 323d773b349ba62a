import type { ProgramPayload } from '#shared/protocol/releases.ts';
import { installerOf, manifestText, type ReleaseManifest } from '#shared/releases/manifest.ts';
import type { UpdateHold, UpdateHours, UpdateState } from '#shared/releases/update-state.ts';
import type { Attempts } from './attempts.ts';
import type { Engine } from './engine.ts';
import { failureOf } from './failures.ts';
import { isSignedFile } from './file-hash.ts';
import { judgeOffer, type RunningProgram, refuseUnfit } from './judge-offer.ts';
import { UpdateFailed, UpdateRefused } from './refused.ts';

/** An offer counts for so long without being confirmed: a device that was away must not install what was paused since. */
const CONFIRMED_FOR = 24 * 3_600_000;
/**
 * Milliseconds that the server has to confirm an offer. Who closes the program sees no window any more, and would start it
 * again; who asked for the restart, or sleeps, can wait longer.
 */
const CONFIRM_WITHIN = { quit: 3000, user: 8000, hours: 8000 } as const satisfies Record<Occasion, number>;
/** Milliseconds after which an installer that came to nothing is tried again by itself. */
const TRY_AGAIN_AFTER = 24 * 3_600_000;
/** An offer that was confirmed just now is not asked for once more. */
const FRESH = 60_000;

/** Who wants the installer: the one who closes the program, the user by the note, or nobody, in the update hours. */
export type Occasion = 'quit' | 'user' | 'hours';

export interface InstallAsk {
  by: Occasion;
  /** Whether the program comes back by itself; asked last of all. */
  restart: () => boolean;
}

export interface UpdatesDeps {
  engine: Engine;
  running: RunningProgram;
  publicKeys: readonly string[];
  hours: UpdateHours | undefined;
  /** A pass for releases; tells the server how updates go. */
  pass: (program: ProgramPayload) => Promise<string>;
  hold: () => Promise<UpdateHold | null>;
  attempts: Attempts;
  /** Whether the system goes down, which would cut an installer short; it may begin to at any moment. */
  systemEnds: () => boolean;
  now: () => number;
  onState: (state: UpdateState) => void;
  onFault: (what: string, error: unknown) => void;
}

export interface Updates {
  state(): UpdateState;
  /** Asks the server, and downloads what it offers if all of it is in order. Never two at a time; never rejects. */
  check(): Promise<UpdateState>;
  /**
   * Checks everything once more, then starts the installer; the program is about to quit when it resolves with true.
   * False: there is nothing to install, something holds it up, or something is in doubt; {@link state} says what. Who quits
   * is not kept waiting by a download: it is cut, and goes on after the next start.
   */
  install(ask: InstallAsk): Promise<boolean>;
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
  /** The server has heard from this start of the program. */
  let asked = false;
  let downloading: AbortController | undefined;
  let installing: Promise<boolean> | undefined;
  /** The installer runs; there is no second one. */
  let started = false;

  function become(next: UpdateState): UpdateState {
    state = next;
    deps.onState(next);
    return next;
  }

  async function readyState(known: Ready): Promise<UpdateState> {
    const { version } = known.manifest;
    const unfinished = await deps.attempts.unfinished();
    const held = (await heldBy(known)) ?? (unfinished?.version === version ? 'install_failed' : null);
    return readyAs(version, held);
  }

  async function heldBy({ manifest, file }: Ready): Promise<UpdateHold | null> {
    return (await engine.hold({ path: file, size: installerOf(manifest).size })) ?? (await deps.hold());
  }

  function readyAs(version: string, held: UpdateHold | null): UpdateState {
    return {
      status: 'ready',
      version,
      ...(deps.hours && { hours: deps.hours }),
      ...(held && { held }),
    };
  }

  /** What IT reads of it. Right after a start that is whether the last installer did anything. */
  async function report(): Promise<NonNullable<ProgramPayload['update']>> {
    const unfinished = await deps.attempts.unfinished();
    if (asked || unfinished === null) return reportOf(state);
    return { status: 'ready', version: unfinished.version, reason: 'install_failed' };
  }

  /** The offer of this moment: a signed manifest, or nothing newer. */
  async function askServer(): Promise<ReleaseManifest | null> {
    const pass = await deps.pass({ ...running, update: await report() });
    asked = true;
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
    const onPercent = (percent: number): void => {
      if (percent <= shown) return;
      shown = percent;
      become({ status: 'downloading', version, percent });
    };
    downloading = new AbortController();
    const file = await engine.download(installerOf(manifest), onPercent, downloading.signal);
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
      // electron-updater throws the old file away when it begins with another.
      if (file === undefined) ready = undefined;
      ready = { manifest, file: file ?? (await download(manifest)), confirmedAt: deps.now() };
      return become(await readyState(ready));
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
    if (ready !== undefined) return become(await readyState(ready));
    return become({ status: 'unknown', reason: failure.reason });
  }

  function check(): Promise<UpdateState> {
    if (installing !== undefined || started) return Promise.resolve(state);
    checking ??= work().finally(() => {
      checking = undefined;
    });
    return checking;
  }

  /**
   * Asks whether what is here is still what this device is to have; nothing is downloaded while somebody waits.
   *
   * @param patience milliseconds
   */
  async function confirm(known: Ready, patience: number): Promise<void> {
    try {
      const offered = await within(patience, askServer());
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
  async function lookAgain(known: Ready, patience: number): Promise<void> {
    if (deps.now() - known.confirmedAt > FRESH) await confirm(known, patience);
    const { manifest, file, confirmedAt } = ready ?? known;
    const age = deps.now() - confirmedAt;
    if (age > CONFIRMED_FOR || age < 0) throw new UpdateRefused('not_offered', manifest.version);
    refuseUnfit(manifest, running);
    if (!(await isSignedFile(file, installerOf(manifest)))) {
      throw new UpdateRefused('bad_file', manifest.version);
    }
  }

  /** Starts the installer if all is still in order and nothing holds it up. */
  async function tryInstall(ask: InstallAsk): Promise<boolean> {
    const patience = CONFIRM_WITHIN[ask.by];
    const since = performance.now();
    if (checking !== undefined) await within(patience, checking).catch(() => undefined);
    if (ready === undefined) return false;
    const { manifest } = ready;
    if (ask.by !== 'user' && (await failedLately(manifest))) return false;
    // First, so that what is held up for a night does not ask the server each minute.
    if (await isHeld(ready)) return false;
    await lookAgain(ready, Math.max(0, patience - (performance.now() - since)));
    // And last: what was written while the file was read counts too.
    if (await isHeld(ready)) return false;
    return !deps.systemEnds() && (await runInstaller(ready, ask.restart));
  }

  async function isHeld(known: Ready): Promise<boolean> {
    const held = await heldBy(known);
    if (held !== null) become(readyAs(known.manifest.version, held));
    return held !== null;
  }

  /** Whether an installer of this release came to nothing within the day; a clock set back counts as a day later. */
  async function failedLately({ version }: ReleaseManifest): Promise<boolean> {
    const unfinished = await deps.attempts.unfinished();
    if (unfinished?.version !== version) return false;
    const age = deps.now() - unfinished.at;
    return age >= 0 && age < TRY_AGAIN_AFTER;
  }

  async function runInstaller(known: Ready, restart: () => boolean): Promise<boolean> {
    // Before it starts: the quit that follows asks as well.
    started = true;
    try {
      await deps.attempts.note(known.manifest.version, deps.now());
      await engine.install(restart);
    } catch (error) {
      started = false;
      deps.onFault('update install_failed', error);
      become(await readyState(known));
    }
    return started;
  }

  return {
    state: () => state,
    check,
    async install(ask) {
      if (ask.by === 'quit') downloading?.abort();
      if (started) return true;
      if (ready === undefined || deps.systemEnds()) return false;
      // Who asked for it and then closes the program gets what was asked for.
      installing ??= tryInstall(ask)
        .catch(async (error: unknown) => {
          await becomeFailed(error);
          return false;
        })
        .finally(() => {
          installing = undefined;
        });
      return await installing;
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
