import { ReplicaError, type ReplicaErrorCode } from './api/error.ts';
import type { ProviderSignInInput, Session, SignInInput } from './api/session.ts';
import { personalLog, sharedLog } from './database/log-names.ts';
import type { ReplicaDeps } from './deps.ts';
import { forgetUser, leaveLogs } from './device/leave.ts';
import { createRegister } from './device/register.ts';
import { wipeDevice } from './device/wipe.ts';
import { createKeychain } from './keys/keychain.ts';
import { createMutex } from './mutex.ts';
import { type OpenReplica, openReplica } from './opened.ts';
import type { Resumption } from './rpc/contract.ts';
import { createAttempts } from './session/attempts.ts';
import { createProviderSignIn } from './session/provider-sign-in.ts';
import type { ActiveSession, SessionDeps } from './session/session.ts';
import { checkPassword, resume, signIn } from './session/sign-in.ts';
import { normalUsername, vaultName } from './session/usernames.ts';
import { countDownTo } from './session/window-end.ts';
import type { StatusStore } from './status.ts';
import type { Server } from './sync/server.ts';

const HOUR = 3_600_000;

export interface SeatDeps {
  replica: ReplicaDeps;
  server: Server;
  status: StatusStore;
  /** What the host says about the network now. */
  online(): boolean | undefined;
  /** The server's last word on the time agreed with this device. */
  isClockRight(): boolean;
  /** A session ended, was locked, or changed hands: what listens to its replica hears no more of it. */
  onLeft(code: ReplicaErrorCode): void;
  /** The same session works on another replica now. */
  onMoved(open: OpenReplica): void;
  onContact(reached: boolean, why?: ReplicaErrorCode): void;
  /** See `OpenHooks`. */
  onLostHistory(): void;
  /** The server ended a session: it may have an order for this device. */
  onEnded(): void;
}

/** Who is at work on this device now: at most one session, its replica, and whether it is locked. */
export interface Seat {
  /** Throws `not_signed_in`, `locked`, or `unavailable` while a session moves to another replica. */
  opened(): OpenReplica;
  /** Also while it is locked. */
  present(): OpenReplica | undefined;
  signIn(input: SignInInput): Promise<{ session: Session; resumption: Resumption }>;
  signInByProvider(input: ProviderSignInInput): Promise<{ session: Session; resumption: Resumption }>;
  leaveProvider(): Promise<void>;
  resume(input: Resumption): Promise<Session>;
  signOut(options?: { erase?: boolean }): Promise<void>;
  lock(): Promise<void>;
  unlock(password: string): Promise<Session>;
  /** Ends the session without erasing anything. */
  close(): Promise<void>;
  /** Time may have passed unnoticed. */
  woke(): void;
  /** Ends every session and destroys what can be read on this device. */
  wipe(): Promise<void>;
}

export function createSeat(deps: SeatDeps): Seat {
  const { replica, server, status } = deps;
  const { clock, secrets, indexedDB } = replica;
  const namespace = replica.namespace ?? '';
  const oneByOne = createMutex();
  const register = createRegister(secrets);
  const keychain = createKeychain(secrets, register);
  const byProvider = createProviderSignIn(server);
  const premises = { secrets, register, indexedDB };
  let open: OpenReplica | undefined;
  let moving = false;
  let lockedAt: number | undefined;
  let cancelEnd: () => void = () => undefined;
  let offline: { session: ActiveSession; end: number; cancel(): void } | undefined;

  const sessionDeps = (): SessionDeps => {
    const online = deps.online();
    return {
      ...replica,
      ...(online === undefined ? {} : { online }),
      register,
      keychain,
      attempts: createAttempts(secrets, clock),
      isClockRight: deps.isClockRight,
      onMoved: move,
      onPlaceLost: tidy,
      onEnded: ended,
    };
  };

  const logsOf = (session: ActiveSession) => [
    sharedLog(namespace, session.scope.id),
    personalLog(namespace, session.user.id),
  ];

  /** The logs of a session, and those of its user at other branches. */
  const homesOf = (session: ActiveSession) => [
    ...logsOf(session),
    ...session.elsewhere().map(({ id }) => sharedLog(namespace, id)),
  ];

  /** Of what the user may not see any more nothing stays behind; nobody waits for that. */
  function tidy(session: ActiveSession): void {
    void oneByOne(() => leaveLogs(premises, keychain, session.user.id, homesOf(session))).catch(
      () => undefined,
    );
  }

  const sessionOf = ({ user, policy, mode, byProvider: vouched }: ActiveSession): Session => ({
    user,
    policy,
    mode,
    ...(vouched ? { byProvider: true } : {}),
  });

  async function close(code: ReplicaErrorCode = 'not_signed_in') {
    unlockNow();
    offline?.cancel();
    offline = undefined;
    const closing = open;
    open = undefined;
    deps.onLeft(code);
    await closing?.session.left().catch(() => undefined);
    await closing?.close();
    keychain.keepOnly([]);
    status.reset();
  }

  async function openFor(session: ActiveSession) {
    const next = await openReplica(replica, server, status, session, {
      onMoved: () => move(session),
      onContact(reached, why) {
        // A device whose secrets cannot be written works on; it only cannot be signed in to offline for as long.
        void open?.session
          .noticed(reached)
          .then(tellSession)
          .catch(() => undefined);
        deps.onContact(reached, why);
      },
      onLostHistory: deps.onLostHistory,
    }).catch((error: unknown) => {
      keychain.keepOnly([]);
      throw error;
    });
    open = next;
    return next;
  }

  function tellSession() {
    if (open === undefined) return;
    const { session } = open;
    status.set({
      offlineUntil: new Date(session.offlineUntil()).toISOString(),
      fieldRules: session.policy.fieldRules ?? {},
    });
    watchWindow(session);
  }

  /** Whoever keeps a session at work does not keep it beyond its window: only the server moves that on. */
  function watchWindow(session: ActiveSession) {
    const end = session.offlineUntil();
    if (offline?.session === session && offline.end === end) return;
    offline?.cancel();
    const cancel = countDownTo(clock, end, () => {
      void oneByOne(async () => {
        if (open?.session === session && session.offlineUntil() === end) await endHere('offline_window_over');
      }).catch(() => undefined);
    });
    offline = { session, end, cancel };
  }

  async function enter(session: ActiveSession): Promise<Session> {
    const same = open?.session.scope.id === session.scope.id ? open : undefined;
    if (same === undefined) {
      await close();
      (await openFor(session)).sync.start();
    } else {
      await takeOver(same, session).catch(async (error: unknown) => {
        await close();
        throw error;
      });
    }
    tellSession();
    return sessionOf(session);
  }

  async function come(active: ActiveSession): Promise<{ session: Session; resumption: Resumption }> {
    const session = await enter(active);
    if (active.mode === 'online') tidy(active);
    return { session, resumption: { username: active.username, key: active.key } };
  }

  /** Puts a session in the place of the present one; what both share stays open. */
  async function takeOver(taken: OpenReplica, session: ActiveSession) {
    const sameUser = taken.session.user.id === session.user.id;
    if (!sameUser) deps.onLeft('not_signed_in');
    await session.join();
    if (sameUser) taken.session = session;
    else {
      await taken.session.left().catch(() => undefined);
      await taken.enter(session);
    }
    keychain.keepOnly(logsOf(session));
    unlockNow();
    status.set({ connection: 'unknown', error: undefined });
    taken.sync.nudge();
  }

  /** The server put the user of a session on another replica: nobody has to sign in for that. */
  function move(session: ActiveSession): void {
    void oneByOne(async () => {
      if (open === undefined || open.session !== session || !session.follow()) return;
      const closing = open;
      open = undefined;
      moving = true;
      try {
        await closing.close();
        keychain.keepOnly([]);
        const next = await openFor(session);
        deps.onMoved(next);
        next.sync.start();
        await leaveLogs(premises, keychain, session.user.id, homesOf(session)).catch(() => undefined);
      } catch {
        await close();
        status.set({ connection: 'refused', error: 'not_signed_in' });
      } finally {
        moving = false;
      }
    });
  }

  /** Whoever may not work any more does not go on reading either. */
  function ended(session: ActiveSession, code: ReplicaErrorCode): void {
    deps.onEnded();
    if (code !== 'user_disabled') return;
    void oneByOne(async () => {
      if (open?.session === session) {
        await close();
        status.set({ connection: 'refused', error: 'user_disabled' });
      }
      await forgetUser(premises, keychain, await vaultName(session.username));
    }).catch(() => undefined);
  }

  function lockNow(since: number) {
    if (open === undefined || lockedAt !== undefined) return;
    lockedAt = since;
    deps.onLeft('locked');
    cancelEnd = clock.after(Math.max(0, endOfLock(open, since) - clock.now()), woke);
  }

  function unlockNow() {
    lockedAt = undefined;
    cancelEnd();
    cancelEnd = () => undefined;
  }

  const endOfLock = ({ session }: OpenReplica, since: number) => since + session.policy.lockedHours * HOUR;

  async function endIfOver() {
    if (open === undefined || lockedAt === undefined || clock.now() < endOfLock(open, lockedAt)) return;
    await endHere();
  }

  /** Until the next sign-in; nothing is erased. */
  async function endHere(error: 'not_signed_in' | 'offline_window_over' = 'not_signed_in') {
    await close();
    status.set({ connection: 'refused', error });
  }

  function woke() {
    void oneByOne(endIfOver).catch(() => undefined);
  }

  return {
    opened() {
      if (open === undefined) throw new ReplicaError(moving ? 'unavailable' : 'not_signed_in');
      if (lockedAt !== undefined) throw new ReplicaError('locked');
      return open;
    },
    present: () => open,
    signIn: (input) =>
      oneByOne(async () => {
        let active: ActiveSession;
        try {
          active = await signIn(sessionDeps(), server, input);
        } catch (error) {
          if (error instanceof ReplicaError && error.code === 'user_disabled') {
            const username = normalUsername(input.username);
            // Nothing is destroyed under a replica that is open.
            if (open?.session.username === username) await close();
            await forgetUser(premises, keychain, await vaultName(username));
          }
          throw error;
        }
        return await come(active);
      }),
    signInByProvider: (input) =>
      oneByOne(async () => await come(await byProvider.signIn(sessionDeps(), input))),
    leaveProvider: () => oneByOne(async () => byProvider.leave()),
    resume: (input) =>
      oneByOne(async () => {
        try {
          const session = await enter(await resume(sessionDeps(), server, input));
          if (input.lockedAt !== undefined) lockNow(input.lockedAt);
          return session;
        } catch (error) {
          status.set({ connection: 'refused', error: 'not_signed_in' });
          throw error;
        }
      }),
    signOut: (options = {}) =>
      oneByOne(async () => {
        const session = open?.session;
        await close();
        if (session === undefined || !(options.erase === true || session.policy.signOut === 'erase')) return;
        // What is left at the server is worth nothing without the vault; it must not hold up who goes home.
        void session.end().catch(() => undefined);
        await forgetUser(premises, keychain, await vaultName(session.username));
      }),
    lock: () =>
      oneByOne(async () => {
        lockNow(clock.now());
      }),
    unlock: (password) =>
      oneByOne(async () => {
        await endIfOver();
        if (open === undefined) throw new ReplicaError('not_signed_in');
        await checkPassword(sessionDeps(), open.session.username, password);
        unlockNow();
        return sessionOf(open.session);
      }),
    close: () => oneByOne(() => close()),
    woke,
    wipe: () =>
      oneByOne(async () => {
        await close();
        status.set({ connection: 'refused', error: 'device_wiped' });
        await wipeDevice(premises);
      }),
  };
}
