import type { ReplicaCore } from '../core.ts';
import type { Clock, ReplicaDeps } from '../deps.ts';
import { createDevice } from './device.ts';
import { emptyPull, Refusal, type Script, scriptedFetch, signedIn } from './scripted-server.ts';

export const HOUR = 3_600_000;
/** What the clock of such a device says first. */
export const START = Date.parse('2026-11-21T08:00:00.000Z');

export function clockAt(time: { now: number }): Clock {
  return { now: () => time.now, after: () => () => undefined };
}

/** A server that has nothing to give and takes everything. */
export const working: Script = {
  pull: () => emptyPull(),
  push: () => ({ results: [] }),
  signIn(password) {
    if (password !== 'right') throw new Refusal('credentials_invalid');
    return signedIn();
  },
};

const started: ReplicaCore[] = [];
/** Ends the programs that were started here: after each test. */
export async function endPrograms(): Promise<void> {
  for (const core of started.splice(0)) await core.close();
}

/** A device on which rm001 has signed in with the server and signed out again. */
export async function deviceWithAccount() {
  const device = createDevice('http://server.test');
  const time = { now: START };
  const state = { reachable: true, script: working };
  const scripted: typeof fetch = (input, init) => {
    if (!state.reachable) return Promise.reject(new TypeError('fetch failed'));
    return scriptedFetch(state.script)(input, init);
  };
  const boot = (other: Partial<ReplicaDeps> = {}) => {
    const core = device.boot({ fetch: scripted, clock: clockAt(time), automatic: false, ...other });
    started.push(core);
    return core;
  };
  const first = boot();
  await first.signIn({ username: 'rm001', password: 'right' });
  await first.signOut();
  return { device, time, state, boot };
}

export const signIn = (core: ReplicaCore, password = 'right', username = 'rm001') =>
  core.signIn({ username, password });
