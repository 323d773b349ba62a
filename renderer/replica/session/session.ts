import type { SessionUser, SignInResponse } from '#shared/protocol/auth.ts';
import { ReplicaError, type ReplicaErrorCode, type Session } from '../api.ts';
import type { ReplicaDeps } from '../deps.ts';
import { createMutex } from '../mutex.ts';
import type { Authorized } from '../sync/push.ts';
import type { Server } from '../sync/server.ts';
import { deviceIdOf, rememberUsername, vaultName } from './device.ts';
import { checkOffline } from './offline.ts';
import { accessOf, createTokens } from './tokens.ts';
import {
  type Derivation,
  derivationOf,
  deriveKey,
  newDerivation,
  open,
  seal,
  type VaultContent,
} from './vault.ts';

/** Milliseconds: how long sign-in waits for the server before it asks the vault. */
const PATIENCE = 4_000;
const PATIENCE_OFFLINE = 1_000;
/** Milliseconds between two writes of the times of contact: each is a write of a sealed file. */
const NOTICE_EVERY = 5 * 60_000;

export interface ActiveSession {
  username: string;
  user: SessionUser;
  mode: Session['mode'];
  deviceId: string;
  /** Opens the vault; handed to the window, so that a dead worker can be replaced without asking anybody. */
  key: CryptoKey;
  authorized: Authorized;
  /** Time has passed, and the server was reached just now or was not: what the offline window counts by. */
  noticed(reached: boolean): Promise<void>;
}

type SessionDeps = Pick<ReplicaDeps, 'secrets' | 'clock' | 'newId' | 'online'>;

/** Errors of the way to the server; any other code is the server's own word. */
const unreachable: readonly ReplicaErrorCode[] = ['offline', 'timeout', 'unavailable', 'internal'];

/** Asks the server, and the vault of this device where the server cannot be reached. */
export async function signIn(
  deps: SessionDeps,
  server: Server,
  input: { username: string; password: string },
): Promise<ActiveSession> {
  const username = input.username.trim().toLowerCase();
  const deviceId = await deviceIdOf(deps.secrets, deps.newId);
  const patience = deps.online === false ? PATIENCE_OFFLINE : PATIENCE;
  let answer: SignInResponse;
  try {
    answer = await server.signIn({ username, password: input.password, deviceId }, patience);
  } catch (error) {
    if (!(error instanceof ReplicaError) || !unreachable.includes(error.code)) {
      if (error instanceof ReplicaError && error.code === 'user_disabled')
        await deps.secrets.removeSecret(await vaultName(username));
      throw error;
    }
    const vault = await deps.secrets.readSecret(await vaultName(username));
    const derivation = vault === null ? null : derivationOf(vault);
    if (vault === null || derivation === null) throw new ReplicaError('no_offline_account');
    const key = await deriveKey(input.password, derivation);
    return await openVault(deps, server, { username, vault, key, derivation });
  }
  const replaced = await deps.secrets.readSecret(await vaultName(username));
  const derivation = newDerivation();
  const key = await deriveKey(input.password, derivation);
  const now = deps.clock.now();
  const content = contentOf(answer, now);
  const session = activate(deps, server, {
    username,
    deviceId,
    key,
    derivation,
    content,
    mode: 'online',
    access: accessOf(answer, deps.clock),
  });
  await session.store();
  await rememberUsername(deps.secrets, username);
  if (replaced !== null) void endReplaced(server, replaced, input.password, deviceId).catch(() => undefined);
  return session;
}

/**
 * Ends the session of the vault that a new sign-in has replaced. Signing out leaves it open, sealed in the vault:
 * whoever signs in offline later goes on with it when the server is back. One that nobody can use is worth a thief's
 * while only.
 */
async function endReplaced(server: Server, vault: string, password: string, deviceId: string): Promise<void> {
  const derivation = derivationOf(vault);
  const content = derivation === null ? null : await open(await deriveKey(password, derivation), vault);
  if (content !== null) await server.signOut({ refreshToken: content.refreshToken, deviceId });
}

/** Brings a session back with the key that its window kept, after its worker died. */
export async function resume(
  deps: SessionDeps,
  server: Server,
  input: { username: string; key: CryptoKey },
): Promise<ActiveSession> {
  const vault = await deps.secrets.readSecret(await vaultName(input.username));
  const derivation = vault === null ? null : derivationOf(vault);
  if (vault === null || derivation === null) throw new ReplicaError('not_signed_in');
  return await openVault(deps, server, { ...input, vault, derivation });
}

async function openVault(
  deps: SessionDeps,
  server: Server,
  input: { username: string; vault: string; key: CryptoKey; derivation: Derivation },
): Promise<ActiveSession> {
  const content = await open(input.key, input.vault);
  if (content === null) throw new ReplicaError('credentials_invalid');
  checkOffline(content, deps.clock.now());
  const deviceId = await deviceIdOf(deps.secrets, deps.newId);
  const session = activate(deps, server, { ...input, deviceId, content, mode: 'offline' });
  await session.store();
  return session;
}

function contentOf(answer: SignInResponse, now: number): VaultContent {
  const { user, refreshToken, offlineHours } = answer;
  return { user, refreshToken, offlineHours, lastContactAt: now, latestTime: now };
}

interface Activation {
  username: string;
  deviceId: string;
  key: CryptoKey;
  derivation: Derivation;
  content: VaultContent;
  mode: Session['mode'];
  access?: { token: string; until: number };
}

function activate(deps: SessionDeps, server: Server, input: Activation) {
  const { username, key, derivation, deviceId } = input;
  const oneByOne = createMutex();
  let content = input.content;
  let revoked = false;

  /** Writes of a later state never lose against earlier ones: they go one by one. */
  const store = () =>
    oneByOne(async () => {
      if (revoked) return;
      content = { ...content, latestTime: Math.max(content.latestTime, deps.clock.now()) };
      await deps.secrets.writeSecret(await vaultName(username), await seal(key, derivation, content));
    });

  const authorized = createTokens({
    server,
    deviceId,
    clock: deps.clock,
    refreshToken: () => content.refreshToken,
    async keep(answer) {
      content = { ...contentOf(answer, deps.clock.now()), latestTime: content.latestTime };
      await store();
    },
    async onRevoked() {
      // What the server has ended must not open again behind its back, so the next sign-in needs the server.
      revoked = true;
      await oneByOne(async () => deps.secrets.removeSecret(await vaultName(username)));
    },
    ...(input.access === undefined ? {} : { access: input.access }),
  });

  return {
    username,
    user: content.user,
    mode: input.mode,
    deviceId,
    key,
    authorized,
    store,
    async noticed(reached: boolean) {
      const now = deps.clock.now();
      const since = reached ? content.lastContactAt : content.latestTime;
      if (now - since < NOTICE_EVERY) return;
      if (reached) content = { ...content, lastContactAt: now };
      await store();
    },
  };
}
