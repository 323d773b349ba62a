import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';

export const ACCESS_SECONDS = 600;

const claims = z.object({ sub: z.uuid(), sid: z.uuid(), did: z.uuid(), exp: z.number() });

export interface AccessClaims {
  readonly userId: string;
  readonly sessionId: string;
  readonly deviceId: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

const ISSUER = 'branchline';

export function signAccessToken(
  key: Buffer,
  who: { userId: string; sessionId: string; deviceId: string },
  now: number,
): Promise<string> {
  const seconds = Math.floor(now / 1000);
  return new SignJWT({ sid: who.sessionId, did: who.deviceId })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(ISSUER)
    .setSubject(who.userId)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + ACCESS_SECONDS)
    .sign(key);
}

/** The claims of a token that is ours and still runs, else `undefined`. What it allows is in the database. */
export async function readAccessToken(
  key: Buffer,
  token: string,
  now: number,
): Promise<AccessClaims | undefined> {
  try {
    const { payload } = await jwtVerify(token, key, {
      issuer: ISSUER,
      algorithms: ['HS256'],
      currentDate: new Date(now),
    });
    const parsed = claims.parse(payload);
    return {
      userId: parsed.sub,
      sessionId: parsed.sid,
      deviceId: parsed.did,
      expiresAt: parsed.exp * 1000,
    };
  } catch {
    return undefined;
  }
}
