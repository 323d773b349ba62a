import { arch as archName, type Platform, platform as platformName } from '#shared/releases/manifest.ts';
import { type UpdateHours, type UpdateState, updateHours } from '#shared/releases/update-state.ts';
import { version as versionText } from '#shared/releases/version.ts';
import type { Journal } from '../journal/journal.ts';
import { openAttempts } from './attempts.ts';
import type { BuiltIn } from './built-in.ts';
import { createCoverage } from './coverage.ts';
import { type EngineDeps, openEngine } from './engine.ts';
import { isWithin } from './hours.ts';
import { askInTurn } from './in-turn.ts';
import type { RunningProgram } from './judge-offer.ts';
import { askForPass } from './program-pass.ts';
import { createUpdates, type Updates } from './updates.ts';

const MINUTE = 60_000;
const EVERY = 60 * MINUTE;
/** Seconds without input after which nobody is taken to work at the machine. */
const IDLE = 10 * 60;

/** What policy says of updates, as texts: this part needs to know nothing of where they come from. */
export interface UpdatePolicy {
  enabled: boolean;
  channel: string;
  ring: string | undefined;
  /** `22:00-06:00` */
  hours: string | undefined;
}

export interface StartUpdates
  extends Pick<EngineDeps, 'app' | 'nativeUpdater' | 'executor' | 'folder' | 'fetch'> {
  builtIn: BuiltIn;
  policy: UpdatePolicy;
  packaged: boolean;
  platform: string;
  arch: string;
  version: string;
  electron: string;
  /** The AppImage that runs; other packages for Linux are updated by the system. */
  appImage: string | undefined;
  /** Of the bank's nodes, in the order in which they are tried; at least one. */
  serverUrls: readonly [string, ...string[]];
  journal: Promise<Journal>;
  readSecret: (name: string) => Promise<string | null>;
  onState: (state: UpdateState) => void;
  log: (what: string, error?: unknown) => void;
  idleSeconds: () => number;
  systemEnds: () => boolean;
  random: () => number;
}

export interface RunningUpdates {
  state(): UpdateState;
  tellPending(mutationIds: readonly string[]): Promise<void>;
  /** Restarts into what is ready. */
  install(): Promise<boolean>;
  /** Installs what is ready while the program quits; true when an installer runs. Nothing is begun afterwards. */
  beforeQuit(restart: () => boolean): Promise<boolean>;
  stop(): void;
}

/** Begins to look for updates, or says why not: the policy, no key to check them with, nothing that could install one. */
export async function startUpdates(options: StartUpdates): Promise<RunningUpdates> {
  const coverage = createCoverage(options.journal);
  const reason = offReason(options);
  if (reason !== undefined) {
    return {
      state: () => ({ status: 'off', reason }),
      tellPending: coverage.tell,
      install: async () => false,
      beforeQuit: async () => false,
      stop: () => undefined,
    };
  }
  const { policy, serverUrls } = options;
  const feedOf = (server: string) => `${server}/releases/${policy.channel}`;
  const hours = hoursOf(policy.hours);
  const running = programOf(options);
  const engine = await openEngine({
    ...options,
    platform: running.platform,
    feed: feedOf(serverUrls[0]),
    publisher: options.builtIn.publisher,
  });
  const updates = createUpdates({
    engine,
    running,
    publicKeys: options.builtIn.publicKeys,
    hours,
    pass: (program) =>
      askInTurn(serverUrls, async (serverUrl) => {
        const pass = await askForPass({ ...options, serverUrl }, program);
        engine.readFrom(feedOf(serverUrl));
        return pass;
      }),
    hold: coverage.hold,
    attempts: openAttempts(options.folder, running.version),
    systemEnds: options.systemEnds,
    now: Date.now,
    onState: options.onState,
    onFault: options.log,
  });
  const stop = schedule(updates, hours, options);
  return {
    state: updates.state,
    tellPending: coverage.tell,
    install: () => updates.install({ by: 'user', restart: () => true }),
    async beforeQuit(restart) {
      stop();
      return await updates.install({ by: 'quit', restart });
    },
    stop,
  };
}

/** Looks once an hour, each machine at a time of its own: five thousand start at nine o'clock. */
function schedule(
  updates: Updates,
  hours: UpdateHours | undefined,
  { idleSeconds, random }: StartUpdates,
): () => void {
  let next = Date.now() + (0.5 + 4 * random()) * MINUTE;
  const timer = setInterval(() => {
    const now = Date.now();
    if (now >= next || next - now > 2 * EVERY) {
      next = now + EVERY * (0.8 + 0.4 * random());
      void updates.check();
      return;
    }
    const free = hours !== undefined && isWithin(hours, new Date(now)) && idleSeconds() >= IDLE;
    if (free && updates.state().status === 'ready') {
      void updates.install({ by: 'hours', restart: () => true });
    }
  }, MINUTE);
  timer.unref();
  return () => clearInterval(timer);
}

function offReason(options: StartUpdates): Extract<UpdateState, { status: 'off' }>['reason'] | undefined {
  if (!options.packaged) return 'development';
  if (!options.policy.enabled) return 'policy';
  if (options.builtIn.publicKeys.length === 0) return 'no_key';
  const known = platformName.safeParse(options.platform).success && archName.safeParse(options.arch).success;
  const numbered =
    versionText.safeParse(options.version).success && versionText.safeParse(options.electron).success;
  if (!known || !numbered) return 'unsupported';
  if (options.platform === 'linux' && options.appImage === undefined) return 'unsupported';
  // electron-updater takes an installer without a publisher to compare with as it is.
  if (options.platform === 'win32' && options.builtIn.publisher === undefined) return 'no_publisher';
  return undefined;
}

function programOf({ version, electron, platform, arch, policy }: StartUpdates): RunningProgram {
  return {
    version,
    electron,
    platform: platformName.parse(platform) satisfies Platform,
    arch: archName.parse(arch),
    channel: policy.channel,
    ...(policy.ring !== undefined && { ring: policy.ring }),
  };
}

function hoursOf(text: string | undefined): UpdateHours | undefined {
  const [from, to] = text?.split('-') ?? [];
  return updateHours.safeParse({ from, to }).data;
}
