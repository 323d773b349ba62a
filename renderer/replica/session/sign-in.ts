import type { Bytes } from '#shared/crypto/base64.ts';
import { makeSigningKeys } from '#shared/crypto/signature.ts';
import type { SignInResponse } from '#shared/protocol/auth.ts';
import { ReplicaError, type ReplicaErrorCode } from '../api/error.ts';
import type { SignInInput } from '../api/session.ts';
import { type Device, deviceOf } from '../device/identity.ts';
import { proveDevice } from '../device/speak.ts';
import { newDerivation } from '../keys/derivation.ts';
import type { Server } from '../sync/server.ts';
import { arrive, freshLock, openFormer, type SigningKeys } from './arrive.ts';
import { goOn } from './go-on.ts';
import { checkOffline } from './offline.ts';
import { contentAt } from './places.ts';
import { type ActiveSession, activate, type SessionDeps } from './session.ts';
import { importUserKeys } from './user-keys.ts';
import { normalUsername, vaultName } from './usernames.ts';
import { derivationOf, isByPassphrase, openOlderVault, openVault, vaultKeyOf } from './vault.ts';

/** Milliseconds: how long sign-in waits for the server before it asks the vault. */
const PATIENCE = 4_000;
const PATIENCE_OFFLINE = 1_000;
/** Where there is no vault to ask: a slow server is better than none. */
const PATIENCE_ALONE = 15_000;

/** Errors of the way to the server; any other code is the server's own word. */
const unreachable: readonly ReplicaErrorCode[] = ['offline', 'timeout', 'unavailable', 'internal'];

/** What of a provider's person only the provider can settle. */
const providerOnly: readonly ReplicaErrorCode[] = ['offline_window_over', 'second_factor_offline'];

/** What a device knows of somebody before the password is judged. */
interface Visit extends SignInInput {
  device: Device;
  vault: string | null;
  /** The password under the vault's derivation, or any for a stranger, who is to cost the same time. */
  hash: Promise<Bytes>;
}

/** Asks the server, and the vault of this device where the server cannot be reached. */
export async function signIn(deps: SessionDeps, server: Server, input: SignInInput): Promise<ActiveSession> {
  const username = normalUsername(input.username);
  const device = await deviceOf(deps.secrets, deps.newId);
  const vault = await deps.secrets.readSecret(await vaultName(username));
  // Beside the server's own work on the password, so that a switch of users waits for one of the two only.
  const hash = deps.deriveHash(input.password, derivationOf(vault) ?? newDerivation());
  hash.catch(() => undefined);
  const visit: Visit = { ...input, username, device, vault, hash };
  if (!isByPassphrase(vault)) return await signInHere(deps, server, visit);
  try {
    // The session goes on with its refresh token: this does not ask the provider, and works while it is down.
    const session = await signInOffline(deps, server, visit);
    await goOn(deps, session, PATIENCE);
    return session;
  } catch (error) {
    const code = error instanceof ReplicaError ? error.code : undefined;
    if (code !== undefined && providerOnly.includes(code)) throw new ReplicaError('provider_required');
    if (code !== 'credentials_invalid') throw error;
    // IT may have given this person a password since: that the server alone can say.
    return await signInHere(deps, server, forgetting(deps, visit), error);
  }
}

/** Nothing that is kept here opens with what was typed. */
function forgetting(deps: SessionDeps, visit: Visit): Visit {
  const hash = deps.deriveHash(visit.password, newDerivation());
  hash.catch(() => undefined);
  return { ...visit, vault: null, hash };
}

/** `wrong`: what the device has said already, where the server cannot say more. */
async function signInHere(
  deps: SessionDeps,
  server: Server,
  visit: Visit,
  wrong?: unknown,
): Promise<ActiveSession> {
  const { username, device, ...input } = visit;
  const signing = await makeSigningKeys(true);
  const patience =
    deps.online === false ? PATIENCE_OFFLINE : visit.vault === null ? PATIENCE_ALONE : PATIENCE;
  let answer: SignInResponse;
  try {
    answer = await server.signIn(
      {
        username,
        password: input.password,
        deviceId: device.id,
        deviceKey: device.publicKey,
        deviceProof: await proveDevice(server, device, signing.publicKey, patience),
        signingKey: signing.publicKey,
        ...(input.branchId === undefined ? {} : { branchId: input.branchId }),
        ...(input.newPassword === undefined ? {} : { newPassword: input.newPassword }),
        ...(input.code === undefined ? {} : { code: input.code }),
      },
      patience,
    );
  } catch (error) {
    if (!(error instanceof ReplicaError) || !unreachable.includes(error.code)) throw error;
    if (wrong !== undefined) throw wrong;
    return await signInOffline(deps, server, visit);
  }
  return await signInOnline(deps, server, await renewed(deps, visit), answer, signing);
}

/** A one-time password was changed by the sign-in: what is kept here opens with the new one from now on. */
async function renewed(deps: SessionDeps, visit: Visit): Promise<Visit> {
  const { newPassword: password, vault } = visit;
  if (password === undefined) return visit;
  await visit.hash;
  return { ...visit, password, hash: deps.deriveHash(password, derivationOf(vault) ?? newDerivation()) };
}

/** The server knows the password. Whether the old vault opens with it says whether its keys can be kept. */
async function signInOnline(
  deps: SessionDeps,
  server: Server,
  visit: Visit,
  answer: SignInResponse,
  signing: SigningKeys,
): Promise<ActiveSession> {
  const { username, device, password, vault } = visit;
  const former = await openFormer(await visit.hash, device, vault);
  const lock = former?.reusable ?? (await freshLock(deps, device, password));
  return await arrive(deps, server, { username, device, answer, signing, former, lock });
}

async function signInOffline(deps: SessionDeps, server: Server, visit: Visit): Promise<ActiveSession> {
  const { username, vault, device, branchId } = visit;
  const by = derivationOf(vault);
  if (vault === null || by === null) {
    await visit.hash;
    throw new ReplicaError('no_offline_account');
  }
  await deps.attempts.begin(username);
  const hash = await visit.hash;
  // One of version 1 has no keys to work with: its user signs in with the server once.
  if ((await openOlderVault(hash, vault)) !== null) {
    await deps.attempts.passed(username);
    throw new ReplicaError('no_offline_account');
  }
  return await reopen(deps, server, {
    username,
    device,
    vault,
    key: await vaultKeyOf(hash, device.secret),
    ...(branchId === undefined ? {} : { branchId }),
  });
}

/** Brings a session back with the key that its window kept, after its worker died. */
export async function resume(
  deps: SessionDeps,
  server: Server,
  { username, key }: { username: string; key: CryptoKey },
): Promise<ActiveSession> {
  const vault = await deps.secrets.readSecret(await vaultName(username));
  if (vault === null) throw new ReplicaError('not_signed_in');
  return await reopen(deps, server, {
    username,
    device: await deviceOf(deps.secrets, deps.newId),
    vault,
    key,
    asLeft: true,
  });
}

async function reopen(
  deps: SessionDeps,
  server: Server,
  input: {
    username: string;
    device: Device;
    vault: string;
    key: CryptoKey;
    branchId?: string;
    /** At the branch at which the session was. */
    asLeft?: boolean;
  },
): Promise<ActiveSession> {
  const { username, vault, key, branchId } = input;
  const derivation = derivationOf(vault);
  const opened = derivation === null ? null : await openVault(key, vault);
  if (derivation === null || opened === null) throw new ReplicaError('credentials_invalid');
  // Nobody but the server can check a second factor. A worker that died asks no password either.
  const { user, policy } = opened.content;
  if (input.asLeft !== true && user.role === 'it_admin' && policy.secondFactor === 'required')
    throw new ReplicaError('second_factor_offline');
  // A count that cannot be cleared costs the next wrong password more; it keeps nobody out who knows the right one.
  await deps.attempts.passed(username).catch(() => undefined);
  checkOffline(opened.content, deps.clock.now(), deps.mostOfflineHours);
  return await activate(deps, server, {
    ...input,
    derivation,
    content: input.asLeft === true ? opened.content : contentAt(opened.content, branchId),
    keys: await importUserKeys(opened.keys),
    sealedKeys: opened.sealedKeys,
    mode: 'offline',
  });
}

/** Whether this is the password of the person whose session is locked. Asks nobody. */
export async function checkPassword(deps: SessionDeps, username: string, password: string): Promise<void> {
  const vault = await deps.secrets.readSecret(await vaultName(username));
  const by = derivationOf(vault);
  // The server has ended the session: it must be asked.
  if (vault === null || by === null) throw new ReplicaError('not_signed_in');
  await deps.attempts.begin(username);
  const device = await deviceOf(deps.secrets, deps.newId);
  const key = await vaultKeyOf(await deps.deriveHash(password, by), device.secret);
  const opened = await openVault(key, vault);
  if (opened === null) throw new ReplicaError('credentials_invalid');
  await deps.attempts.passed(username);
  checkOffline(opened.content, deps.clock.now(), deps.mostOfflineHours);
}
