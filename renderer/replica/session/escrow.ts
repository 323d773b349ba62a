import { openBox } from '#shared/crypto/sealed-box.ts';
import { releaseContext } from '#shared/protocol/device.ts';
import { ReplicaError, type ReplicaErrorCode } from '../api/error.ts';
import type { Session } from '../api/session.ts';
import type { KeyHolder } from '../keys/member-keys.ts';
import type { Authorized } from '../sync/push.ts';
import type { Server } from '../sync/server.ts';
import type { UserKeys } from './user-keys.ts';

/** The server's final word that this user gets no key from this escrow. */
const refusals: readonly ReplicaErrorCode[] = ['bad_request', 'forbidden', 'not_found'];

/**
 * Has the server open an escrow for a user who has no way of his own into a log: new to a shared one, or with a
 * password that was reset. Without the server that is no reason to begin the log anew, least of all a shared one.
 */
export function createEscrow(input: {
  server: Server;
  authorized: Authorized;
  deviceId: string;
  scopeId: string;
  wrapping: UserKeys['wrapping'];
  mode: Session['mode'];
}): KeyHolder['release'] {
  const { server, authorized, deviceId, scopeId, wrapping } = input;
  return async (escrow) => {
    if (input.mode === 'offline') throw new ReplicaError('no_offline_account');
    try {
      const { released } = await authorized((token) =>
        server.replicaKey({ deviceId, scopeId, escrow, publicKey: wrapping.publicKey }, { token }),
      );
      return await openBox(wrapping.privateKey, released, releaseContext(deviceId, scopeId));
    } catch (error) {
      if (error instanceof ReplicaError && refusals.includes(error.code)) return null;
      throw error;
    }
  };
}
