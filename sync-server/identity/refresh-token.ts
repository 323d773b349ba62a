import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { parse, stringify } from 'uuid';

const SESSION = 16;
const SECRET = 24;
const TAG = 16;

/**
 * A refresh token is `session id, secret, tag` in base64url. The tag is the server's, so a token that was once
 * given out and is spent can be told from one that somebody made up, without keeping a list of the spent ones.
 */
export function makeRefreshToken(key: Buffer, sessionId: string): string {
  const body = Buffer.concat([Buffer.from(parse(sessionId)), randomBytes(SECRET)]);
  return Buffer.concat([body, tagOf(key, body)]).toString('base64url');
}

/** The session a token was given out for, or `undefined` when the token is not ours. */
export function sessionOfToken(key: Buffer, token: string): string | undefined {
  const bytes = Buffer.from(token, 'base64url');
  // base64url decoding is lenient: only the exact spelling is the token.
  if (bytes.length !== SESSION + SECRET + TAG || bytes.toString('base64url') !== token) return undefined;
  const body = bytes.subarray(0, SESSION + SECRET);
  if (!timingSafeEqual(tagOf(key, body), bytes.subarray(SESSION + SECRET))) return undefined;
  return stringify(body.subarray(0, SESSION));
}

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

function tagOf(key: Buffer, body: Buffer): Buffer {
  return createHmac('sha256', key).update(body).digest().subarray(0, TAG);
}
