import type { Reference } from '#shared/model/reference.ts';
import type { SessionUser } from '#shared/protocol/auth.ts';
import type { PullRequest } from '#shared/protocol/pull.ts';
import type { ReplicaCore } from '../core.ts';
import type { RawDocument } from '../database/documents.ts';
import type { ReplicaDeps } from '../deps.ts';
import { createDevice } from './device.ts';
import {
  type branchScope,
  emptyPull,
  Refusal,
  type Script,
  scopeOf,
  scriptedFetch,
  signedIn,
  teller,
  user,
} from './scripted-server.ts';

export const HOUR = 3_600_000;
export const START = Date.parse('2026-11-21T08:00:00.000Z');

const branch: Reference = {
  id: '01890000-0000-7000-8000-0000000000b1',
  kind: 'branch',
  code: 'E',
  name: '城东支行',
  nameEn: 'East',
  level: 'branch',
};

let running: ReplicaCore | undefined;
/** For the end of each test. */
export async function closeWorkstation(): Promise<void> {
  await running?.close();
  running = undefined;
}

/** A workstation of the branch, and a server that knows its people by passwords. */
export function workstation() {
  const device = createDevice('http://server.test');
  const people = new Map<string, { person: SessionUser; password: string }>();
  for (const person of [user, teller(1), teller(2)])
    people.set(person.username, { person, password: `password of ${person.username}` });
  const timers: { at: number; action: () => void }[] = [];
  const world = {
    now: START,
    reachable: true,
    scope: undefined as typeof branchScope | undefined,
    pulls: [] as PullRequest[],
    keysAsked: [] as string[],
    policy: {},
    refusal: undefined as Refusal | undefined,
  };
  const answerFor = (person: SessionUser) => {
    if (world.refusal !== undefined) throw world.refusal;
    const answer = signedIn(`refresh-${person.username}`, person);
    return {
      ...answer,
      scope: world.scope ?? answer.scope,
      policy: { ...answer.policy, ...world.policy },
    };
  };
  let present: SessionUser = user;
  const script: Script = {
    signIn(password, username) {
      const known = people.get(username);
      if (known?.password !== password) throw new Refusal('credentials_invalid');
      present = known.person;
      return answerFor(present);
    },
    refresh: () => answerFor(present),
    replicaKey: (scopeId) => void world.keysAsked.push(scopeId),
    pull(request) {
      if (world.refusal !== undefined) throw world.refusal;
      world.pulls.push(request);
      const scope = world.scope ?? scopeOf(present);
      const first = request.checkpoint === null;
      return {
        ...emptyPull('c', scope),
        pages: first
          ? [
              {
                collection: 'reference',
                rows: [{ rev: 1, deleted: false, doc: { ...branch, name: scope.id } }],
              },
            ]
          : [],
      };
    },
    push: () => ({ results: [] }),
  };
  const boot = (overrides: Partial<ReplicaDeps> = {}) => {
    running = device.boot({
      fetch: (input, init) =>
        world.reachable ? scriptedFetch(script)(input, init) : Promise.reject(new TypeError('fetch failed')),
      clock: {
        now: () => world.now,
        after(milliseconds, action) {
          const timer = { at: world.now + milliseconds, action };
          timers.push(timer);
          return () => void timers.splice(timers.indexOf(timer), 1);
        },
      },
      automatic: false,
      ...overrides,
    });
    return running;
  };
  const pass = (milliseconds: number) => {
    world.now += milliseconds;
    for (const timer of timers.filter(({ at }) => at <= world.now)) {
      timers.splice(timers.indexOf(timer), 1);
      timer.action();
    }
  };
  const come = (core: ReplicaCore, person: SessionUser) =>
    core.signIn({ username: person.username, password: people.get(person.username)?.password ?? '' });
  return { device, world, boot, pass, come, people };
}

/** What a watch of the branches hears: names, and the code it ends with. */
export function watching(core: ReplicaCore) {
  const heard: string[] = [];
  let wake: () => void = () => undefined;
  const hear = (text: string) => {
    heard.push(text);
    wake();
  };
  core.watch(
    { collection: 'reference' },
    (documents: RawDocument[]) => hear(documents.map(({ name }) => name).join()),
    (error) => hear((error as { code: string }).code),
  );
  return {
    heard,
    async until(text: string) {
      while (heard.at(-1) !== text) await new Promise<void>((resolve) => (wake = resolve));
    },
  };
}

export const vaults = (device: ReturnType<typeof createDevice>) =>
  [...device.secrets.stored.keys()].filter((name) => name.startsWith('vault.'));
export const slotsOf = (device: ReturnType<typeof createDevice>) =>
  [...device.secrets.stored.keys()].filter((name) => name.startsWith('replica-key.'));
export const databases = async (device: ReturnType<typeof createDevice>) =>
  (await device.indexedDB.databases()).length;
