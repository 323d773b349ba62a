import { v7 } from 'uuid';
import { audit } from '../admin/audit.ts';
import { type Client, inTransaction, type Pool } from '../db/pool.ts';
import { HttpError } from '../http/http-error.ts';
import { noteEnd } from './account-ends.ts';
import { type DeviceRefusal, registerDevice } from './devices.ts';
import type { ServerKeys } from './keys.ts';
import { hashToken, makeRefreshToken, sessionOfToken } from './refresh-token.ts';
import { seal, unseal } from './seal.ts';

const SESSION_DAYS = 30;
export const DAY = 86_400_000;

interface SessionRow {
  id: string;
  user_id: string;
  device_id: string;
  current_hash: Buffer;
  successor_hash: Buffer | null;
  successor_sealed: string | null;
  expires_at: Date;
  revoked_at: Date | null;
  branch_id: string | null;
  ends_at: Date | null;
}

export interface OpenSession {
  readonly sessionId: string;
  readonly userId: string;
  readonly refreshToken: string;
  /** Where the person works in this session; `null` for sessions of before there was a choice. */
  readonly branchId: string | null;
}

interface Refused {
  readonly refused: string;
}

/** What somebody has shown, as it is judged and taken in the transaction that opens the session for it. */
export interface Shown<Refusal extends Refused> {
  /** Before anything else. What it answers refuses the session, and what it wrote, as a count, is kept. */
  judge(client: Client): Promise<Refusal | undefined>;
  /** Once nothing else refuses the session; what it answers is in the line of the audit log. Where it throws there is no session. */
  spend(client: Client): Promise<Readonly<Record<string, string>>>;
}

/**
 * Opens a session for a person on a device; an older session of the two goes on until it ends. A device that is
 * refused because it is to be wiped has its key registered all the same: under it, it fetches the order.
 */
export function openSession<Refusal extends Refused = never>(
  pool: Pool,
  keys: ServerKeys,
  who: {
    userId: string;
    deviceId: string;
    deviceKey: string | undefined;
    /** It has shown that it has that key. */
    proven: boolean;
    branchId: string;
    /** When the session is over however much it is used. */
    endsAt?: Date | undefined;
  },
  now: Date,
  shown?: Shown<Refusal>,
): Promise<OpenSession | { readonly refused: DeviceRefusal } | Refusal> {
  const { userId, deviceId, branchId, endsAt = null } = who;
  return inTransaction(pool, async (client) => {
    const judged = await shown?.judge(client);
    if (judged !== undefined) return judged;
    const refused = await registerDevice(
      client,
      { id: deviceId, key: who.deviceKey, proven: who.proven, userId },
      now,
    );
    const act = { actorId: userId, deviceId, reason: '' };
    if (refused !== undefined) {
      const refusal = { ...act, subjectId: userId, detail: { why: refused } };
      await audit(client, { ...refusal, action: 'session.refuse' }, now);
      return { refused };
    }
    const detail = { branchId, ...(await shown?.spend(client)) };
    const sessionId = v7();
    const refreshToken = makeRefreshToken(keys.refresh, sessionId);
    await client.query(
      `insert into sessions (id, user_id, device_id, current_hash, created_at, used_at, expires_at, branch_id, ends_at)
       values ($1, $2, $3, $4, $5, $5, $6, $7, $8)`,
      [sessionId, userId, deviceId, hashToken(refreshToken), now, expiry(now, endsAt), branchId, endsAt],
    );
    await audit(client, { ...act, action: 'session.open', subjectId: sessionId, detail }, now);
    return { sessionId, userId, refreshToken, branchId };
  });
}

/** Why a session is over: its user's wish, or a token that was taken for stolen. */
type Ending = 'signed_out' | 'other_device' | 'token_reused';

type Verdict = OpenSession | { readonly revoked: Ending };

/**
 * Changes a refresh token for its successor. An answer can be lost on the way: until the successor is used, the
 * same device gets the same successor again. A token that was spent before that, or one shown by another device,
 * is taken for stolen and ends the session. `branchId` moves the session: its user chose another branch offline.
 */
export async function rotate(
  pool: Pool,
  keys: ServerKeys,
  token: string,
  deviceId: string,
  now: Date,
  branchId?: string,
): Promise<OpenSession> {
  const sessionId = sessionOfToken(keys.refresh, token);
  if (sessionId === undefined) throw new HttpError('unauthenticated', 'not a refresh token');
  // The row lock makes two requests with the same token take turns: both get the same successor.
  const verdict = await inTransaction(pool, async (client) => {
    const session = await lock(client, sessionId);
    if (!session || session.expires_at <= now)
      throw new HttpError('unauthenticated', 'the session has ended');
    if (session.revoked_at) throw new HttpError('session_revoked', 'the session was revoked');
    const found = judge(keys, { ...session, branch_id: branchId ?? session.branch_id }, token, deviceId);
    if ('revoked' in found) await revoke(client, sessionId, found.revoked, now);
    else await store(client, session, found, token, keys, now);
    return found;
  });
  if ('revoked' in verdict) throw new HttpError('session_revoked', 'the session was revoked');
  return verdict;
}

/** Ends the session of a token. A token that is not ours, or of a session that has ended, changes nothing. */
export async function closeSession(pool: Pool, keys: ServerKeys, token: string, now: Date): Promise<void> {
  const sessionId = sessionOfToken(keys.refresh, token);
  if (sessionId !== undefined) {
    await inTransaction(pool, (client) => revoke(client, sessionId, 'signed_out', now));
  }
}

async function lock(client: Client, sessionId: string): Promise<SessionRow | undefined> {
  const found = await client.query<SessionRow>('select * from sessions where id = $1 for update', [
    sessionId,
  ]);
  return found.rows[0];
}

function judge(keys: ServerKeys, session: SessionRow, token: string, deviceId: string): Verdict {
  if (session.device_id !== deviceId) return { revoked: 'other_device' };
  const hash = hashToken(token);
  const own = { sessionId: session.id, userId: session.user_id, branchId: session.branch_id };
  if (session.current_hash.equals(hash)) {
    const again =
      session.successor_sealed === null ? undefined : unseal(keys.seal, session.successor_sealed, session.id);
    return { ...own, refreshToken: again ?? makeRefreshToken(keys.refresh, session.id) };
  }
  if (session.successor_hash?.equals(hash)) {
    return { ...own, refreshToken: makeRefreshToken(keys.refresh, session.id) };
  }
  return { revoked: 'token_reused' };
}

/** The token just shown is the current one from now on; `successor` stands beside it until it is used. */
async function store(
  client: Client,
  session: SessionRow,
  { refreshToken: successor, branchId }: OpenSession,
  shown: string,
  keys: ServerKeys,
  now: Date,
): Promise<void> {
  await client.query(
    `update sessions set current_hash = $2, successor_hash = $3, successor_sealed = $4, used_at = $5,
            expires_at = $6, branch_id = $7 where id = $1`,
    [
      session.id,
      hashToken(shown),
      hashToken(successor),
      seal(keys.seal, successor, session.id),
      now,
      expiry(now, session.ends_at),
      branchId,
    ],
  );
}

/**
 * Ends all sessions of a person, at an administrator's order: whose line in the log says it. With `reset` and `other_way` what
 * they were opened with is replaced.
 */
export async function endSessionsOf(
  client: Client,
  userId: string,
  why: 'reset' | 'other_way' | 'factor',
  now: Date,
): Promise<void> {
  await noteEnd(client, userId, why === 'factor' ? 'sessions' : 'proof', now);
  await client.query(
    `update sessions set revoked_at = $2, revoked_reason = $3, successor_sealed = null
     where user_id = $1 and revoked_at is null`,
    [userId, now, why],
  );
}

async function revoke(client: Client, sessionId: string, why: Ending, now: Date): Promise<void> {
  const ended = await client.query<{ user_id: string; device_id: string }>(
    `update sessions set revoked_at = $2, revoked_reason = $3, successor_sealed = null
     where id = $1 and revoked_at is null returning user_id, device_id`,
    [sessionId, now, why],
  );
  const [session] = ended.rows;
  if (session === undefined) return;
  if (why !== 'signed_out') await noteEnd(client, session.user_id, 'sessions', now);
  const act = { actorId: session.user_id, deviceId: session.device_id, subjectId: sessionId, reason: '' };
  await audit(
    client,
    why === 'signed_out'
      ? { ...act, action: 'session.close' }
      : { ...act, action: 'session.end', detail: { why } },
    now,
  );
}

function expiry(now: Date, endsAt: Date | null): Date {
  const end = now.getTime() + SESSION_DAYS * DAY;
  return new Date(Math.min(end, endsAt?.getTime() ?? end));
}
