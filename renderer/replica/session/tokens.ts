import type { SignInResponse } from '#shared/protocol/auth.ts';
import { ReplicaError } from '../api/error.ts';
import type { Clock } from '../deps.ts';
import type { Authorized } from '../sync/push.ts';
import type { Server } from '../sync/server.ts';

/** Milliseconds before its end at which an access token is no longer used. */
const MARGIN = 30_000;

export interface TokenOptions {
  server: Server;
  deviceId: string;
  clock: Clock;
  refreshToken(): string;
  /** Where the user works, for who has several branches. */
  branchId(): string | undefined;
  /** Keeps the new refresh token durably. The successor counts as used from its first request on, not before. */
  keep(answer: SignInResponse): Promise<void>;
  /** The server ended this session. */
  onRevoked(error: ReplicaError): Promise<void>;
  access?: { token: string; until: number };
}

export interface Tokens {
  readonly authorized: Authorized;
  /** The next call asks the server anew, whatever the token has left: what it answered with may hold no more. */
  expire(): void;
}

/**
 * Calls with a valid access token. One refresh at a time, and its answer is stored before it is used: using the
 * successor makes the server forget the token before it, and a crash must not leave us with that one.
 */
export function createTokens(options: TokenOptions): Tokens {
  let access = options.access;
  let refreshing: Promise<string> | undefined;

  async function refresh(): Promise<string> {
    try {
      const branchId = options.branchId();
      const answer = await options.server.refresh({
        refreshToken: options.refreshToken(),
        deviceId: options.deviceId,
        ...(branchId === undefined ? {} : { branchId }),
      });
      await options.keep(answer);
      access = accessOf(answer, options.clock);
      return access.token;
    } catch (error) {
      const ended: readonly string[] = ['session_revoked', 'user_disabled'];
      if (error instanceof ReplicaError && ended.includes(error.code)) await options.onRevoked(error);
      throw error;
    }
  }

  function refreshOnce(): Promise<string> {
    refreshing ??= refresh().finally(() => {
      refreshing = undefined;
    });
    return refreshing;
  }

  const authorized: Authorized = async (request) => {
    const valid = access !== undefined && access.until - MARGIN > options.clock.now();
    const token = valid && access !== undefined ? access.token : await refreshOnce();
    try {
      return await request(token);
    } catch (error) {
      if (!(error instanceof ReplicaError)) throw error;
      // Said of the user, not of the token: it holds whatever else is under way.
      if (error.code === 'user_disabled') await options.onRevoked(error);
      if (error.code !== 'unauthenticated') throw error;
      // Somebody else may have refreshed while this request was under way.
      const fresh = access !== undefined && access.token !== token ? access.token : await refreshOnce();
      return await request(fresh);
    }
  };
  return {
    authorized,
    expire() {
      access = undefined;
    },
  };
}

export function accessOf(answer: SignInResponse, clock: Clock): { token: string; until: number } {
  return { token: answer.accessToken, until: clock.now() + answer.accessExpiresIn * 1000 };
}
