import type { Bytes } from '#shared/crypto/base64.ts';
import type { makeSigningKeys } from '#shared/crypto/signature.ts';
import type { SignInResponse } from '#shared/protocol/auth.ts';
import { ReplicaError } from '../api/error.ts';
import { type Device, trustServer } from '../device/identity.ts';
import { type Derivation, isCurrent, newDerivation } from '../keys/derivation.ts';
import type { Server } from '../sync/server.ts';
import { type ActiveSession, activate, contentOf, type SessionDeps } from './session.ts';
import { accessOf } from './tokens.ts';
import { importUserKeys, newWrapping, signingOf } from './user-keys.ts';
import { rememberUsername } from './usernames.ts';
import {
  derivationOf,
  openOlderVault,
  openVault,
  sealKeys,
  type VaultContent,
  type VaultKeys,
  vaultKeyOf,
} from './vault.ts';

export type SigningKeys = Awaited<ReturnType<typeof makeSigningKeys>>;

/** What seals a vault: from a password or a passphrase, and this device's secret. */
export interface VaultLock {
  key: CryptoKey;
  derivation: Derivation;
}

/** What of a user's last vault can be gone on with. */
export interface Former {
  refreshToken: string;
  content?: VaultContent;
  wrapping?: VaultKeys['wrapping'];
  /** Absent where the derivation is one that is not made any more. */
  reusable?: VaultLock;
}

/** Somebody whom the server has let in, and what their vault on this device is sealed with. */
export interface Arrival {
  username: string;
  device: Device;
  answer: SignInResponse;
  signing: SigningKeys;
  former: Former | null;
  lock: VaultLock;
  way?: VaultContent['way'];
}

/** Begins a session that the server has opened, with a vault of its own on this device. */
export async function arrive(deps: SessionDeps, server: Server, arrival: Arrival): Promise<ActiveSession> {
  const { username, device, answer, signing, former, lock, way } = arrival;
  // It certifies what it is asked to: one that does not is of an older kind.
  if (answer.certificate === undefined) throw new ReplicaError('server_too_old');
  await trustServer(deps.secrets, answer.serverKeys);
  const wrapping = former?.wrapping ?? (await newWrapping());
  const vaultKeys = { signing: await signingOf(signing, answer.certificate), wrapping };
  const content = contentOf(answer, deps.clock.now(), former?.content);
  const session = await activate(deps, server, {
    username,
    device,
    ...lock,
    content: way === undefined ? content : { ...content, way },
    keys: await importUserKeys(vaultKeys),
    sealedKeys: await sealKeys(lock.key, vaultKeys),
    mode: 'online',
    access: accessOf(answer, deps.clock),
  });
  await deps.attempts.passed(username);
  await rememberUsername(deps.secrets, username);
  // Signing out leaves a session open in the vault, for whoever signs in offline later. One that nobody can use any
  // more is worth a thief's while only.
  if (former !== null)
    void server.signOut({ refreshToken: former.refreshToken, deviceId: device.id }).catch(() => undefined);
  return session;
}

/** `null`: there was no vault, or another password sealed it. `hash` is of the vault's derivation; it is emptied. */
export async function openFormer(hash: Bytes, device: Device, vault: string | null): Promise<Former | null> {
  const derivation = derivationOf(vault);
  if (vault === null || derivation === null) return null;
  const older = await openOlderVault(hash, vault);
  if (older !== null) return { refreshToken: older };
  const key = await vaultKeyOf(hash, device.secret);
  const opened = await openVault(key, vault);
  if (opened === null) return null;
  return {
    refreshToken: opened.content.refreshToken,
    content: opened.content,
    wrapping: opened.keys.wrapping,
    ...(isCurrent(derivation) ? { reusable: { key, derivation } } : {}),
  };
}

export async function freshLock(deps: SessionDeps, device: Device, password: string): Promise<VaultLock> {
  const derivation = newDerivation();
  return { derivation, key: await vaultKeyOf(await deps.deriveHash(password, derivation), device.secret) };
}
