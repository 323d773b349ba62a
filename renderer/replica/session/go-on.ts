import { ReplicaError, type ReplicaErrorCode } from '../api/error.ts';
import type { ActiveSession, SessionDeps } from './session.ts';

/** The server's word that the session is over: only the provider can vouch for another one. */
const over: readonly ReplicaErrorCode[] = ['unauthenticated', 'session_revoked'];

/**
 * Asks the server whether a session goes on that this device has opened by a passphrase: throws `provider_required` for
 * one that has ended or is an administrator's, and `user_disabled`. A server that does not answer within `patience` milliseconds is as good as
 * none; what it says later counts then.
 */
export async function goOn(deps: SessionDeps, session: ActiveSession, patience: number): Promise<void> {
  if (deps.online === false) return;
  let cancel: () => void = () => undefined;
  const late = new Promise<boolean>((resolve) => {
    cancel = deps.clock.after(patience, () => resolve(false));
  });
  const asked = session.authorized(async () => true);
  // It may fail when nobody waits for it any more.
  asked.catch(() => undefined);
  try {
    if (!(await Promise.race([asked, late]))) return;
  } catch (error) {
    const code = error instanceof ReplicaError ? error.code : undefined;
    if (code === 'user_disabled') throw error;
    if (code !== undefined && over.includes(code)) throw new ReplicaError('provider_required');
    return;
  } finally {
    cancel();
  }
  // Whoever administers shows a second factor where there is one, and a passphrase of a device is none.
  if (session.user.role === 'it_admin') throw new ReplicaError('provider_required');
  session.mode = 'online';
}
