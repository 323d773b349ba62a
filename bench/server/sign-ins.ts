import { v7 } from 'uuid';
import type { Pool } from '#sync-server/db/pool.ts';
import { signAccessToken } from '#sync-server/identity/access-token.ts';
import { loadKeys } from '#sync-server/identity/keys.ts';
import { openSession } from '#sync-server/identity/sessions.ts';

export interface SignedIn {
  readonly userId: string;
  readonly deviceId: string;
  /** Good for ten minutes. */
  readonly token: string;
}

/** Sessions on a device each, opened as a sign-in does, save the hashing of a password, which is slow by design. */
export async function signIn(pool: Pool, userIds: readonly string[]): Promise<SignedIn[]> {
  const keys = await loadKeys(pool);
  return Promise.all(
    userIds.map(async (userId) => {
      const deviceId = v7();
      const now = new Date();
      const opened = await openSession(pool, keys, { userId, deviceId, deviceKey: undefined }, now);
      if ('refused' in opened) throw new Error(`a session was refused: ${opened.refused}`);
      const who = { userId, sessionId: opened.sessionId, deviceId };
      return { userId, deviceId, token: await signAccessToken(keys.token, who, now.getTime()) };
    }),
  );
}
