import type { FastifyRequest } from 'fastify';
import type { RoleName } from '#shared/access/roles.ts';
import type { Context } from '../context.ts';
import { prepared } from '../db/prepared.ts';
import { HttpError } from '../http/http-error.ts';
import { type AccessClaims, readAccessToken } from './access-token.ts';
import { isLoopbackRequest } from './loopback.ts';

/** Who makes the request, as the database says at this moment. */
export interface Principal {
  readonly userId: string;
  readonly name: string;
  readonly role: RoleName;
  /** Of this session: one of those at which the person works. */
  readonly branchId: string;
  readonly sessionId: string;
  readonly deviceId: string;
  /** When the access token ends, in milliseconds since 1970. */
  readonly expiresAt: number;
}

interface Row {
  name: string;
  role: RoleName;
  branch_id: string;
  disabled: boolean;
  demo: boolean;
  revoked: boolean;
}

const claimsOf = new WeakMap<FastifyRequest, Promise<AccessClaims | undefined>>();

/** The claims of the request's access token; read once, for the rate limit and the guard alike. */
export function claimsIn(context: Context, request: FastifyRequest): Promise<AccessClaims | undefined> {
  let claims = claimsOf.get(request);
  if (!claims) {
    const [scheme, token] = (request.headers.authorization ?? '').split(' ');
    claims =
      scheme?.toLowerCase() === 'bearer' && token !== undefined
        ? readAccessToken(context.keys.token, token, context.clock().getTime())
        : Promise.resolve(undefined);
    claimsOf.set(request, claims);
  }
  return claims;
}

/** The signed-in person, or a typed refusal. A changed role and a revoked session count from this request on. */
export async function requireUser(context: Context, request: FastifyRequest): Promise<Principal> {
  const claims = await claimsIn(context, request);
  if (!claims) throw new HttpError('unauthenticated', 'no valid access token');
  const row = await loadRow(context, claims);
  if (!row) throw new HttpError('unauthenticated', 'no such session');
  if (row.revoked) throw new HttpError('session_revoked', 'the session was revoked');
  if (row.disabled) throw new HttpError('user_disabled', 'the account is disabled');
  if (row.demo) refuseDemoElsewhere(request);
  return {
    userId: claims.userId,
    name: row.name,
    role: row.role,
    branchId: row.branch_id,
    sessionId: claims.sessionId,
    deviceId: claims.deviceId,
    expiresAt: claims.expiresAt,
  };
}

/** The role of a session's person, as of now; `undefined` when the session or the account has ended. */
export async function sessionRole(
  context: Context,
  who: { userId: string; sessionId: string },
): Promise<RoleName | undefined> {
  const row = await loadRow(context, who);
  return row === undefined || row.revoked || row.disabled ? undefined : row.role;
}

/** Whether the session may go on: for streams, which outlive the request that opened them. */
export async function mayGoOn(context: Context, principal: Principal): Promise<boolean> {
  const row = await loadRow(context, principal);
  return row !== undefined && !row.revoked && !row.disabled;
}

export function refuseDemoElsewhere(request: FastifyRequest): void {
  if (!isLoopbackRequest(request)) {
    throw new HttpError('demo_account_refused', 'demo accounts sign in on this machine only');
  }
}

/** A token is for one device: a body that names another one is refused. */
export function requireOwnDevice(principal: Principal, deviceId: string): void {
  if (principal.deviceId !== deviceId) {
    throw new HttpError('forbidden', 'the access token is for another device', { paths: ['/deviceId'] });
  }
}

async function loadRow(
  context: Context,
  who: { userId: string; sessionId: string },
): Promise<Row | undefined> {
  const found = await context.pool.query<Row>(
    prepared(`select u.name, u.role, acting_branch(u.id, u.branch_id, s.branch_id) as branch_id, u.disabled, u.demo, s.revoked_at is not null as revoked
     from sessions s join users u on u.id = s.user_id where s.id = $1 and u.id = $2`),
    [who.sessionId, who.userId],
  );
  return found.rows[0];
}
