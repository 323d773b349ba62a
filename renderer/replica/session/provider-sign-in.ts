import { passwordFault } from '#shared/access/password-rules.ts';
import { makeSigningKeys } from '#shared/crypto/signature.ts';
import type { SignInResponse } from '#shared/protocol/auth.ts';
import { ReplicaError } from '../api/error.ts';
import type { ProviderSignInInput } from '../api/session.ts';
import { type Device, deviceOf } from '../device/identity.ts';
import { proveDevice } from '../device/speak.ts';
import type { Server } from '../sync/server.ts';
import { arrive, freshLock, openFormer, type SigningKeys } from './arrive.ts';
import type { ActiveSession, SessionDeps } from './session.ts';
import { normalUsername, vaultName } from './usernames.ts';
import { derivationOf, isByPassphrase } from './vault.ts';

/** Milliseconds for which a sign-in waits for its passphrase. */
const PATIENCE = 10 * 60_000;

/** Somebody whom the server has let in and who has not shown a passphrase yet. In memory only. */
interface Vouched {
  ticket: string;
  username: string;
  device: Device;
  answer: SignInResponse;
  signing: SigningKeys;
  cancelEnd: () => void;
}

export interface ProviderSignIn {
  signIn(deps: SessionDeps, input: ProviderSignInInput): Promise<ActiveSession>;
  /** Who waits for a passphrase goes, at the server too. */
  leave(): void;
}

/**
 * Signing in with the word of the bank's provider. The server takes a ticket once and at once, for it is good for two
 * minutes; choosing a passphrase may take longer, so what it answered is kept until there is one.
 */
export function createProviderSignIn(server: Server): ProviderSignIn {
  let waiting: Vouched | undefined;

  function leave() {
    const left = waiting;
    waiting = undefined;
    if (left === undefined) return;
    left.cancelEnd();
    const { device, answer } = left;
    void server.signOut({ refreshToken: answer.refreshToken, deviceId: device.id }).catch(() => undefined);
  }

  async function vouchedFor(deps: SessionDeps, input: ProviderSignInInput): Promise<Vouched> {
    const { ticket, verifier, branchId, code } = input;
    if (waiting?.ticket === ticket) return waiting;
    leave();
    const device = await deviceOf(deps.secrets, deps.newId);
    const signing = await makeSigningKeys(true);
    const deviceProof = await proveDevice(server, device, signing.publicKey);
    const answer = await server
      .providerSignIn({
        ticket,
        verifier,
        deviceId: device.id,
        deviceKey: device.publicKey,
        deviceProof,
        signingKey: signing.publicKey,
        ...(branchId === undefined ? {} : { branchId }),
        ...(code === undefined ? {} : { code }),
      })
      .catch((error: unknown) => {
        const isOver = error instanceof ReplicaError && error.code === 'credentials_invalid';
        throw isOver ? new ReplicaError('provider_again') : error;
      });
    const username = normalUsername(answer.user.username);
    const cancelEnd = deps.clock.after(PATIENCE, leave);
    waiting = { ticket, username, device, answer, signing, cancelEnd };
    return waiting;
  }

  return {
    leave,
    async signIn(deps, input) {
      const vouched = await vouchedFor(deps, input);
      const { username, device, answer, signing } = vouched;
      const kept = await deps.secrets.readSecret(await vaultName(username));
      const opening = { username, device, vault: isByPassphrase(kept) ? kept : null };
      const { former, lock } = await lockOf(deps, opening, input);
      const session = await arrive(deps, server, {
        username,
        device,
        answer,
        signing,
        former,
        lock,
        way: 'provider',
      });
      // From here on it is the session's.
      vouched.cancelEnd();
      waiting = undefined;
      return session;
    },
  };
}

/** Opens the vault that is there, or says with what a new one is sealed. */
async function lockOf(
  deps: SessionDeps,
  { username, device, vault }: { username: string; device: Device; vault: string | null },
  { passphrase, newPassphrase }: ProviderSignInInput,
) {
  if (newPassphrase !== undefined) {
    if (passwordFault(newPassphrase, { username, before: '' }) !== undefined)
      throw new ReplicaError('invalid');
    return { former: null, lock: await freshLock(deps, device, newPassphrase) };
  }
  const derivation = derivationOf(vault);
  if (vault === null || derivation === null) throw asking('passphrase_choice', username);
  if (passphrase === undefined) throw asking('passphrase_required', username);
  // The device alone judges it, as it does without the server.
  await deps.attempts.begin(username);
  const former = await openFormer(await deps.deriveHash(passphrase, derivation), device, vault);
  if (former === null) throw new ReplicaError('credentials_invalid');
  return { former, lock: former.reusable ?? (await freshLock(deps, device, passphrase)) };
}

function asking(code: 'passphrase_choice' | 'passphrase_required', username: string): ReplicaError {
  return new ReplicaError(code, undefined, undefined, undefined, username);
}
