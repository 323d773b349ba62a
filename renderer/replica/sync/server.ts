import type { z } from 'zod';
import {
  type RefreshRequest,
  type SignInRequest,
  type SignOutRequest,
  signInResponse,
} from '#shared/protocol/auth.ts';
import {
  challengeResponse,
  type DeviceRequest,
  type replicaKeyRequest,
  replicaKeyResponse,
} from '#shared/protocol/device.ts';
import { errorBody } from '#shared/protocol/errors.ts';
import {
  type ProviderBegin,
  type ProviderSignIn,
  providerBegun,
  signInWays,
} from '#shared/protocol/provider.ts';
import { type PullRequest, pullResponse } from '#shared/protocol/pull.ts';
import { type PushRequest, pushResponse } from '#shared/protocol/push.ts';
import { ReplicaError } from '../api/error.ts';
import type { Clock } from '../deps.ts';
import type { HeardTime } from './clock-check.ts';

/** Milliseconds. A page of the first download takes seconds on a branch line of 2 Mbit/s. */
const PULL_TIMEOUT = 90_000;
const PUSH_TIMEOUT = 60_000;
const TIMEOUT = 15_000;

export interface RequestOptions {
  token?: string;
  timeout?: number;
  signal?: AbortSignal | undefined;
}

/**
 * The sync server over HTTP. Rejects with {@link ReplicaError}: the server's code, `offline` or `timeout`. `onTime`
 * hears what time the server said it was, with each answer that is its own.
 */
export function createServer(
  serverUrl: string,
  fetcher: typeof fetch,
  clock: Clock,
  onTime: (time: HeardTime) => void,
) {
  async function request(method: 'GET' | 'POST', path: string, body: unknown, options: RequestOptions) {
    const limit = AbortSignal.timeout(options.timeout ?? TIMEOUT);
    const signal = options.signal === undefined ? limit : AbortSignal.any([limit, options.signal]);
    const headers: Record<string, string> = {};
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (options.token !== undefined) headers.authorization = `Bearer ${options.token}`;
    const asked = clock.now();
    try {
      const response = await fetcher(new URL(path, serverUrl), {
        method,
        headers,
        signal,
        cache: 'no-store',
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const date = response.headers.get('date');
      const time = { asked, answered: clock.now(), server: date === null ? undefined : Date.parse(date) };
      return { ok: response.ok, status: response.status, text: await response.text(), time };
    } catch {
      throw new ReplicaError(limit.aborted ? 'timeout' : 'offline');
    }
  }

  async function answer(method: 'GET' | 'POST', path: string, body: unknown, options: RequestOptions) {
    const { ok, status, text, time } = await request(method, path, body, options);
    const value = jsonOf(text);
    if (ok) return { value, time };
    const refusal = errorBody.safeParse(value);
    if (refusal.success) {
      onTime(time);
      const { code, retryAfterSeconds, branches } = refusal.data.error;
      throw new ReplicaError(code, retryAfterSeconds, branches);
    }
    // A proxy or a captive portal answered in the server's place.
    throw new ReplicaError(status >= 500 ? 'unavailable' : 'offline');
  }

  async function post<T extends z.ZodType>(
    path: string,
    body: unknown,
    schema: T,
    options: RequestOptions,
  ): Promise<z.infer<T>> {
    const { value, time } = await answer('POST', path, body, options);
    const parsed = schema.safeParse(value);
    if (!parsed.success) throw new ReplicaError('unavailable');
    onTime(time);
    return parsed.data;
  }

  return {
    signIn: (body: SignInRequest, timeout: number) =>
      post('/auth/sign-in', body, signInResponse, { timeout }),
    async ways() {
      const { value } = await answer('GET', '/auth/ways', undefined, {});
      const parsed = signInWays.safeParse(value);
      if (!parsed.success) throw new ReplicaError('unavailable');
      return parsed.data;
    },
    beginProvider: (body: ProviderBegin) => post('/auth/oidc/begin', body, providerBegun, {}),
    providerSignIn: (body: ProviderSignIn) => post('/auth/oidc/sign-in', body, signInResponse, {}),
    refresh: (body: RefreshRequest) => post('/auth/refresh', body, signInResponse, {}),
    async signOut(body: SignOutRequest): Promise<void> {
      await answer('POST', '/auth/sign-out', body, {});
    },
    pull: (body: PullRequest, options: RequestOptions) =>
      post('/sync/pull', body, pullResponse, { timeout: PULL_TIMEOUT, ...options }),
    push: (body: PushRequest, options: RequestOptions) =>
      post('/sync/push', body, pushResponse, { timeout: PUSH_TIMEOUT, ...options }),
    /** Has an escrow opened for a user of its scope. */
    replicaKey: (body: z.infer<typeof replicaKeyRequest>, options: RequestOptions) =>
      post('/sync/replica-key', body, replicaKeyResponse, options),
    challenge: (deviceId: string, options: RequestOptions) =>
      post('/device/challenge', { deviceId }, challengeResponse, options),
    /** What the device says for itself: `schema` is that of the answer. */
    device: <T extends z.ZodType>(path: string, body: DeviceRequest, schema: T, options: RequestOptions) =>
      post(path, body, schema, { timeout: PUSH_TIMEOUT, ...options }),
    ask: async (path: string, body: unknown, options: RequestOptions) =>
      (await answer(body === undefined ? 'GET' : 'POST', path, body, options)).value,
    /** The open stream; its reader notices silence, not a time-out. */
    async stream(token: string, signal: AbortSignal): Promise<Response> {
      const response = await fetcher(new URL('/sync/stream', serverUrl), {
        headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' },
        cache: 'no-store',
        signal,
      });
      if (response.status === 401) throw new ReplicaError('unauthenticated');
      return response;
    },
  };
}
export type Server = ReturnType<typeof createServer>;

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
