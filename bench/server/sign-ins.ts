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

/** Sessions that are opened at once: whoever waits for a connection too long is refused one. */
const AT_ONCE = 10;

/** Sessions on a device each, opened as a sign-in does, save the hashing of a password, which is slow by design. */
export async function signIn(pool: Pool, userIds: readonly string[]): Promise<SignedIn[]> {
  const keys = await loadKeys(pool);
  const branches = await branchesOf(pool, userIds);
  const open = async (userId: string): Promise<SignedIn> => {
    const deviceId = v7();
    const now = new Date();
    const branchId = branches.get(userId);
    if (branchId === undefined) throw new Error('nobody has this id');
    const opened = await openSession(
      pool,
      keys,
      { userId, deviceId, deviceKey: undefined, proven: true, branchId },
      now,
    );
    if ('refused' in opened) throw new Error(`a session was refused: ${opened.refused}`);
    const who = { userId, sessionId: opened.sessionId, deviceId };
    return { userId, deviceId, token: await signAccessToken(keys.token, who, now.getTime()) };
  };
  const signedIn: SignedIn[] = [];
  for (let from = 0; from < userIds.length; from += AT_ONCE) {
    signedIn.push(...(await Promise.all(userIds.slice(from, from + AT_ONCE).map(open))));
  }
  return signedIn;
}

async function branchesOf(pool: Pool, userIds: readonly string[]): Promise<Map<string, string>> {
  const found = await pool.query<{ id: string; branch_id: string }>(
    'select id, branch_id from users where id = any ($1::uuid[])',
    [userIds],
  );
  return new Map(found.rows.map(({ id, branch_id }) => [id, branch_id]));
}
