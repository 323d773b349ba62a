import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import http, { type ClientRequest, type RequestOptions } from 'node:http';
import Module, { createRequire } from 'node:module';
import os from 'node:os';
import { join } from 'node:path';
import { HttpExecutor } from 'builder-util-runtime';
import { type Journal, openJournal } from '#electron/main/journal/journal.ts';
import { openAttempts } from '#electron/main/update/attempts.ts';
import { createCoverage } from '#electron/main/update/coverage.ts';
import { type EngineDeps, openEngine } from '#electron/main/update/engine.ts';
import { askInTurn } from '#electron/main/update/in-turn.ts';
import type { RunningProgram } from '#electron/main/update/judge-offer.ts';
import { askForPass } from '#electron/main/update/program-pass.ts';
import { type RunningUpdates, startUpdates } from '#electron/main/update/start-updates.ts';
import { createUpdates, type Updates } from '#electron/main/update/updates.ts';
import { base64Of } from '#shared/crypto/base64.ts';
import { makeSigningKeys } from '#shared/crypto/signature.ts';
import type { UpdateState } from '#shared/releases/update-state.ts';
import { PASSWORD } from '#sync-server/test/bank.ts';
import { Device } from '#sync-server/test/device.ts';
import { Squirrel } from './squirrel.ts';

const require = createRequire(import.meta.url);
const electronPath = require.resolve('electron');
// electron-updater asks for it when it quits, to tell Electron's own updater. The package would download a program.
const electron = new Module(electronPath);
const electronExports = { autoUpdater: new Squirrel() };
electron.exports = electronExports;
electron.loaded = true;
require.cache[electronPath] = electron;

/** Requests of electron-updater over Node's HTTP; the download is put in by the engine. */
class NodeExecutor extends HttpExecutor<ClientRequest> {
  createRequest(options: RequestOptions, callback: (response: http.IncomingMessage) => void): ClientRequest {
    return http.request(options, callback);
  }
  download(): Promise<string> {
    throw new Error('the engine brings its own');
  }
}

/** An installed program on a machine of its own, as far as updates go, with electron-updater's real code. */
export interface Workstation {
  readonly folder: string;
  readonly secret: string;
  readonly updates: Updates;
  readonly journal: Journal;
  /** What macOS installs with. */
  readonly squirrel: Squirrel;
  readonly states: UpdateState[];
  readonly tell: (pending: readonly string[]) => Promise<void>;
  /** The program's file, which an installer replaces. */
  readonly program: string;
  /** What the installer that ran wrote. */
  readonly marker: string;
  /** Milliseconds by which this machine's clock is ahead. */
  ahead: number;
  quits: number;
  /** Bytes after which the next download is cut. */
  cutAfter: number | undefined;
  /** Bytes after which the next download sends nothing more, and does not end either. */
  stallAfter: number | undefined;
  /** The server takes the call of a device, and never answers. */
  silent: boolean;
  /** The machine shuts down. */
  ends: boolean;
  readonly ranges: (string | null)[];
  remove(): Promise<void>;
}

export interface WorkstationOptions {
  url: string;
  username: string;
  publicKeys: readonly string[];
  channel: string;
  running?: Partial<RunningProgram>;
  /** Servers that policy names before `url`. */
  before?: readonly string[];
  /** Milliseconds without a byte after which a download is given up. */
  stalledAfter?: number;
  /** Another start of the program on this machine. */
  restarts?: Workstation;
}

export async function openWorkstation(options: WorkstationOptions): Promise<Workstation> {
  const { url, channel } = options;
  const { restarts } = options;
  const feedOf = (server: string) => `${server}/releases/${channel}`;
  const folder = restarts?.folder ?? (await mkdtemp(join(os.tmpdir(), 'branchline-update-')));
  const program = join(folder, 'Branchline.AppImage');
  if (restarts === undefined) {
    await writeFile(program, '#!/bin/sh\n');
    await chmod(program, 0o755);
    await mkdir(join(folder, 'cache'));
  }
  process.env.APPIMAGE = program;
  const running: RunningProgram = {
    version: '1.0.0',
    electron: '45.4.1',
    platform: 'linux',
    arch: 'x64',
    channel,
    ...options.running,
  };
  const secret = restarts?.secret ?? (await signedIn(url, options.username));
  const journal = await openJournal({ folder: join(folder, 'journal') });
  const coverage = createCoverage(Promise.resolve(journal));
  const states: UpdateState[] = [];
  const squirrel = new Squirrel();
  electronExports.autoUpdater = squirrel;
  const engine = await openEngine({
    platform: running.platform,
    nativeUpdater: squirrel,
    app: appOf(folder, running.version, () => {
      workstation.quits += 1;
    }),
    executor: new NodeExecutor(),
    feed: feedOf(options.before?.[0] ?? url),
    folder: join(folder, 'updates'),
    publisher: undefined,
    fetch: (input, init) => cuttingFetch(input, init),
    ...(options.stalledAfter !== undefined && { stalledAfter: options.stalledAfter }),
  });
  // electron-updater's own way to be another system's than this machine's: which channel file it asks for.
  if (running.platform !== 'linux')
    Object.assign(engine.updater, { _testOnlyOptions: { platform: running.platform } });
  const updates = createUpdates({
    engine,
    running,
    publicKeys: options.publicKeys,
    hours: undefined,
    pass: async (told) => {
      if (workstation.silent) return await new Promise<never>(() => undefined);
      return await askInTurn([...(options.before ?? []), url], async (serverUrl) => {
        const pass = await askForPass({ serverUrl, fetch, readSecret: async () => secret }, told);
        engine.readFrom(feedOf(serverUrl));
        return pass;
      });
    },
    hold: () => coverage.hold(),
    attempts: openAttempts(join(folder, 'updates'), running.version),
    systemEnds: () => workstation.ends,
    now: () => Date.now() + workstation.ahead,
    onState: (state) => states.push(state),
    onFault: () => undefined,
  });

  /** The line breaks in the middle of a body, as it does when a cable is pulled. */
  async function cuttingFetch(...[input, init]: Parameters<typeof fetch>): Promise<Response> {
    workstation.ranges.push(new Headers(init?.headers).get('range'));
    const response = await fetch(input, init);
    const { cutAfter, stallAfter } = workstation;
    const after = cutAfter ?? stallAfter;
    if (after === undefined || response.body === null) return response;
    workstation.cutAfter = undefined;
    workstation.stallAfter = undefined;
    let bytes = 0;
    const cut = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        const rest = chunk.subarray(0, after - bytes);
        bytes += rest.length;
        controller.enqueue(rest);
        if (bytes < after) return;
        if (cutAfter !== undefined) controller.error(new TypeError('terminated'));
        return new Promise(() => undefined);
      },
    });
    return new Response(response.body.pipeThrough(cut, {}), {
      status: response.status,
      headers: response.headers,
    });
  }

  const workstation: Workstation = {
    folder,
    secret,
    updates,
    journal,
    squirrel,
    states,
    tell: coverage.tell,
    program,
    marker: join(folder, 'installed'),
    ahead: 0,
    quits: 0,
    cutAfter: undefined,
    stallAfter: undefined,
    silent: false,
    ends: false,
    ranges: [],
    remove: () => rm(folder, { recursive: true, force: true }),
  };
  return workstation;
}

/** What runs on the machine as the program starts it: looking once an hour, installing in the hours that policy names. */
export function startProgram(
  machine: Workstation,
  options: Pick<WorkstationOptions, 'url' | 'publicKeys' | 'channel'> & {
    hours: string;
    idleSeconds: () => number;
  },
): Promise<RunningUpdates> {
  const { folder, secret, journal, program } = machine;
  return startUpdates({
    nativeUpdater: machine.squirrel,
    app: appOf(folder, '1.0.0', () => {
      machine.quits += 1;
    }),
    executor: new NodeExecutor(),
    folder: join(folder, 'updates'),
    fetch,
    builtIn: { publicKeys: [...options.publicKeys], publisher: undefined },
    policy: { enabled: true, channel: options.channel, ring: undefined, hours: options.hours },
    packaged: true,
    platform: 'linux',
    arch: 'x64',
    version: '1.0.0',
    electron: '45.4.1',
    appImage: program,
    serverUrls: [options.url],
    journal: Promise.resolve(journal),
    readSecret: async () => secret,
    onState: (state) => machine.states.push(state),
    log: () => undefined,
    idleSeconds: options.idleSeconds,
    systemEnds: () => false,
    random: () => 0,
  });
}

function appOf(folder: string, version: string, onQuit: () => void): EngineDeps['app'] {
  return {
    version,
    name: 'branchline',
    isPackaged: true,
    appUpdateConfigPath: '',
    userDataPath: folder,
    baseCachePath: join(folder, 'cache'),
    whenReady: () => Promise.resolve(),
    relaunch: () => undefined,
    quit: onQuit,
    onQuit: () => undefined,
  };
}

/** The device's identity as the replica leaves it among the machine's secrets, after somebody has signed in. */
async function signedIn(url: string, username: string): Promise<string> {
  const { publicKey, privateKey } = await makeSigningKeys(true);
  const device = new Device(url);
  await device.post('/auth/sign-in', {
    username,
    password: PASSWORD,
    deviceId: device.deviceId,
    deviceKey: publicKey,
  });
  const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', privateKey));
  return JSON.stringify({
    version: 2,
    id: device.deviceId,
    publicKey,
    privateKey: base64Of(pkcs8),
    secret: '',
  });
}
