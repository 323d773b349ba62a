import type { Action, AskedRequest } from '../device/commands.ts';
import type { DeviceThread } from '../device/handle.ts';
import type { Username } from './bank.ts';
import type { Answer } from './node.ts';

/** A request on its way: asked, then answered by a node, then delivered. */
export interface Message {
  id: number;
  device: SimDevice;
  /** The program that asked: an answer for one that died goes nowhere. */
  boot: number;
  asked: AskedRequest;
  answer: Answer | undefined;
  /** The how manieth answer of all it is. */
  served: number;
}

/** One device as the world sees it. */
export interface SimDevice {
  readonly name: string;
  readonly thread: DeviceThread;
  /** Who works here, in shifts. */
  readonly users: readonly Username[];
  running: boolean;
  boot: number;
  atWork: Username | undefined;
  /** Everybody who ever signed in here. */
  readonly seen: Set<Username>;
  readonly acts: Map<number, { action: Action; by: Username | undefined }>;
  /** Milliseconds by which its clock is wrong. */
  shift: number;
  /** The line is cut: no request leaves it. */
  cut: boolean;
  /** How many replicas were lost here: by damage, erasure, restore. */
  replicas: number;
  /** Files and documents that it was ever told to erase. */
  readonly removed: Set<string>;
  /** The highest revision that an answer brought, by document. */
  readonly highest: Map<string, number>;
  /** Files that it was told to erase, and by which served answer. */
  readonly evicted: Map<string, number>;
  /** The latest served answer that arrived. */
  latest: number;
  /** The next pull shows where a program that was started anew goes on. */
  checkAtPull: boolean;
  /** The scope that the server gave last. */
  scope: string | undefined;
  /** Mutations whose sealed copies wait in its journal for an answer. */
  journal: readonly string[];
  /** What was kept of it by `keep`. */
  kept: { replicas: number; saved: number }[];
}

export function makeDevice(name: string, thread: DeviceThread, users: readonly Username[]): SimDevice {
  return {
    name,
    thread,
    users,
    running: false,
    boot: 0,
    atWork: undefined,
    seen: new Set(),
    acts: new Map(),
    shift: 0,
    cut: false,
    replicas: 0,
    removed: new Set(),
    highest: new Map(),
    evicted: new Map(),
    latest: 0,
    checkAtPull: false,
    scope: undefined,
    journal: [],
    kept: [],
  };
}
