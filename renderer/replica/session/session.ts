import type { SentMutation } from '#shared/model/act.ts';
import type { ClientPolicy, ReplicaScope, SessionUser, SignInResponse } from '#shared/protocol/auth.ts';
import { personalScope, type SealedCopy } from '#shared/protocol/device.ts';
import type { ReplicaErrorCode } from '../api/error.ts';
import type { Session } from '../api/session.ts';
import { personalLog, sharedLog } from '../database/log-names.ts';
import type { ReplicaDeps } from '../deps.ts';
import type { Device } from '../device/identity.ts';
import type { Register } from '../device/register.ts';
import type { Derivation } from '../keys/derivation.ts';
import type { Keychain } from '../keys/keychain.ts';
import type { KeyHolder } from '../keys/member-keys.ts';
import { createMutex } from '../mutex.ts';
import type { MasterKeys } from '../storage/keys.ts';
import { CLOCK_TOLERANCE } from '../sync/clock-check.ts';
import type { Authorized } from '../sync/push.ts';
import type { Server } from '../sync/server.ts';
import type { Attempts } from './attempts.ts';
import { createEscrow } from './escrow.ts';
import { offlineEnd } from './offline.ts';
import { placesAfter } from './places.ts';
import { createTokens } from './tokens.ts';
import { sealEdit, type UserKeys } from './user-keys.ts';
import { vaultName } from './usernames.ts';
import { type SealedPart, sealVault, type VaultContent } from './vault.ts';

/** Milliseconds between two writes of the times of contact: each is a write of a sealed file. */
const NOTICE_EVERY = 5 * 60_000;

export type LogKind = 'shared' | 'personal';

export interface ActiveSession {
  username: string;
  readonly user: SessionUser;
  mode: Session['mode'];
  deviceId: string;
  /** Opens the vault; handed to the window, so that a dead worker can be replaced without asking anybody. */
  key: CryptoKey;
  /** The user signs in at the bank's provider, and unlocks with a passphrase. */
  readonly byProvider: boolean;
  /** As the server last gave it. */
  readonly policy: ClientPolicy;
  /** The replica the session works on: the one it was opened with, until {@link ActiveSession.follow}. */
  readonly scope: ReplicaScope;
  /** Replicas of this user at other branches that stay on this device. */
  elsewhere(): ReplicaScope[];
  authorized: Authorized;
  /** Time has passed, and the server was reached just now or was not: what the offline window counts by. */
  noticed(reached: boolean): Promise<void>;
  /** Before the session is closed: until when it lasted is kept, whatever the clock was set to meanwhile. */
  left(): Promise<void>;
  /** Until when this user may sign in here without the server, in milliseconds. */
  offlineUntil(): number;
  /** The master keys of a log that this user may open. */
  keysOf(log: LogKind): MasterKeys;
  /** Lets this user into those of the session's logs that are open already: no server and no box is needed. */
  join(): Promise<void>;
  /** Signs an edit and seals it to the server. */
  seal(mutation: SentMutation): Promise<SealedCopy>;
  /** Noted from a pull's answer; true when it differs from the scope the session was opened with. */
  moved(scope: ReplicaScope): Promise<boolean>;
  /** The rules of this user's role are others now: the policy is asked for anew with the next call. */
  rulesChanged(): void;
  /** Takes the scope that the server gave last; false when it is the present one. */
  follow(): boolean;
  /** Ends the session at the server, for good. */
  end(): Promise<void>;
}

export type SessionDeps = Pick<
  ReplicaDeps,
  'secrets' | 'clock' | 'newId' | 'online' | 'namespace' | 'deriveHash' | 'mostOfflineHours'
> & {
  register: Register;
  keychain: Keychain;
  attempts: Attempts;
  /** The server's last word on the time agreed with this device. */
  isClockRight(): boolean;
  /** The server has put the user of this session on another replica. */
  onMoved(session: ActiveSession): void;
  /** A branch was taken from the user of this session: what they had of it here is to go. */
  onPlaceLost(session: ActiveSession): void;
  /** The server has ended the session; nothing of its vault is left. */
  onEnded(session: ActiveSession, code: ReplicaErrorCode): void;
};

export interface Activation {
  username: string;
  device: Device;
  key: CryptoKey;
  derivation: Derivation;
  content: VaultContent;
  keys: UserKeys;
  sealedKeys: SealedPart;
  mode: Session['mode'];
  access?: { token: string; until: number };
}

/** What of a sign-in's answer the vault keeps; `before` is what it held. */
export function contentOf(answer: SignInResponse, now: number, before?: VaultContent): VaultContent {
  const { user, refreshToken, offlineHours, scope, policy, serverKeys } = answer;
  const places = placesAfter(answer, before);
  return {
    user,
    refreshToken,
    offlineHours,
    scope,
    policy,
    serverKeys,
    lastContactAt: now,
    latestTime: now,
    ...(places === undefined ? {} : { places }),
  };
}

/** A session that runs. Its vault is stored first, so that what the server gave is kept before it is used. */
export async function activate(deps: SessionDeps, server: Server, input: Activation): Promise<ActiveSession> {
  const { username, key, derivation, device, keys, sealedKeys } = input;
  const name = await vaultName(username);
  const namespace = deps.namespace ?? '';
  const oneByOne = createMutex();
  let content = input.content;
  let scope = content.scope;
  let ended = false;

  const steady = () => deps.clock.steady?.() ?? 0;
  const begin = () => ({
    at: Math.max(content.latestTime, deps.clock.now()),
    steady: steady(),
  });
  let begun = begin();
  /** The latest time that this session has seen, by its clock or by the time that has passed since it began. */
  const latest = () => Math.max(content.latestTime, deps.clock.now(), begun.at + steady() - begun.steady);

  /** Writes of a later state never lose against earlier ones: they go one by one. */
  const store = () =>
    oneByOne(async () => {
      if (ended) return;
      content = { ...content, latestTime: latest() };
      await deps.secrets.writeSecret(name, await sealVault(key, derivation, content, sealedKeys));
    });

  const { authorized, expire } = createTokens({
    server,
    deviceId: device.id,
    clock: deps.clock,
    refreshToken: () => content.refreshToken,
    branchId: () => (content.places === undefined ? undefined : content.user.branchId),
    async keep(answer) {
      const before = content;
      const { latestTime, serverKeys, way } = before;
      // Whose orders count and who may read edits is settled where a person signs in, and nowhere else.
      content = {
        ...contentOf(answer, deps.clock.now(), before),
        latestTime,
        serverKeys,
        ...(way && { way }),
      };
      await store();
      if ((content.places?.length ?? 0) < (before.places?.length ?? 0)) deps.onPlaceLost(session);
      if (content.scope.id !== scope.id) deps.onMoved(session);
    },
    async onRevoked({ code }) {
      // What the server has ended must not open again behind its back, so the next sign-in needs the server.
      ended = true;
      await oneByOne(async () => {
        await deps.register.revoke(name);
        await deps.secrets.removeSecret(name);
      });
      deps.onEnded(session, code);
    },
    ...(input.access === undefined ? {} : { access: input.access }),
  });

  const logOf = (kind: LogKind) =>
    kind === 'shared'
      ? { name: sharedLog(namespace, scope.id), scopeId: scope.id }
      : { name: personalLog(namespace, content.user.id), scopeId: personalScope(content.user.id) };

  const holderOf = (scopeId: string): KeyHolder => ({
    userId: content.user.id,
    ...keys.wrapping,
    seal: content.serverKeys.seal,
    release: createEscrow({
      server,
      authorized,
      deviceId: device.id,
      scopeId,
      wrapping: keys.wrapping,
      mode: session.mode,
    }),
  });

  const session: ActiveSession = {
    username,
    get user() {
      return content.user;
    },
    mode: input.mode,
    deviceId: device.id,
    key,
    byProvider: content.way !== undefined,
    get policy() {
      return content.policy;
    },
    get scope() {
      return scope;
    },
    elsewhere: () => (content.places ?? []).map((place) => place.scope),
    authorized,
    async noticed(reached) {
      const now = deps.clock.now();
      // Times of a clock that was ahead: with them offline sign-in would be refused, and allowed for too long after.
      const strayed = content.latestTime > now + CLOCK_TOLERANCE;
      if (reached && strayed && deps.isClockRight()) {
        content = { ...content, lastContactAt: now, latestTime: now };
        begun = begin();
      } else {
        const passed = reached ? now - content.lastContactAt : latest() - content.latestTime;
        if (passed < NOTICE_EVERY) return;
        if (reached) content = { ...content, lastContactAt: now };
      }
      await store();
    },
    left: store,
    offlineUntil: () => offlineEnd(content, deps.mostOfflineHours),
    keysOf(kind) {
      const log = logOf(kind);
      return deps.keychain.keysOf(log, device.id, holderOf(log.scopeId));
    },
    async join() {
      for (const log of [logOf('shared'), logOf('personal')])
        await deps.keychain.admit(log.name, holderOf(log.scopeId));
    },
    seal: (mutation) => sealEdit(keys.signing, content.serverKeys.seal, mutation),
    async moved(next) {
      if (next.id !== content.scope.id || next.shared !== content.scope.shared) {
        content = { ...content, scope: next };
        await store();
        expire();
      }
      return next.id !== scope.id;
    },
    rulesChanged: expire,
    follow() {
      const changed = content.scope.id !== scope.id;
      scope = content.scope;
      return changed;
    },
    async end() {
      ended = true;
      await server.signOut({ refreshToken: content.refreshToken, deviceId: device.id });
    },
  };

  const kept = deps.register.addUser(name, content.user.id).then(store);
  // The vault that was opened without the server is stored already: on a full disk its user reads on all the same.
  await (input.mode === 'offline' ? kept.catch(() => undefined) : kept);
  return session;
}
