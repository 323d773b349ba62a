import type { SessionUser, SignInResponse } from '#shared/protocol/auth.ts';
import type { ErrorCode } from '#shared/protocol/errors.ts';
import type { PullRequest, PullResponse } from '#shared/protocol/pull.ts';
import type { PushRequest, PushResponse } from '#shared/protocol/push.ts';

export const user: SessionUser = {
  id: '01890000-0000-7000-8000-00000000000a',
  username: 'rm001',
  name: '单芳',
  nameEn: 'Shan Fang',
  role: 'relationship_manager',
  branchId: '01890000-0000-7000-8000-0000000000b1',
  branchName: '城东支行',
  branchNameEn: 'Chengdong Branch',
};

export class Refusal extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode) {
    super(code);
    this.code = code;
  }
}

/**
 * Answers as a test says, for orders of events that a real server cannot be made to take: answers that overtake
 * each other, lost answers, sessions that end in the middle.
 */
export interface Script {
  pull(request: PullRequest): PullResponse | Promise<PullResponse>;
  push(request: PushRequest): PushResponse | Promise<PushResponse>;
  signIn?(password: string): SignInResponse;
  refresh?(refreshToken: string): SignInResponse;
}

export function emptyPull(checkpoint = 'c'): PullResponse {
  return {
    checkpoint,
    complete: true,
    more: false,
    channels: [],
    rulesVersion: '1',
    evict: [],
    drop: [],
    pages: [],
  };
}

export function signedIn(refreshToken = 'refresh-1'): SignInResponse {
  return { user, offlineHours: 168, accessToken: 'access', accessExpiresIn: 600, refreshToken };
}

export function scriptedFetch(script: Script): typeof fetch {
  return async (input, init) => {
    const path = new URL(String(input)).pathname;
    const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
    try {
      return Response.json(await answer(script, path, body as never));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return Response.json({ error: { code: error.code, message: '' } }, { status: 400 });
    }
  };
}

function answer(script: Script, path: string, body: never): unknown {
  switch (path) {
    case '/auth/sign-in':
      return (script.signIn ?? (() => signedIn()))((body as { password: string }).password);
    case '/auth/refresh':
      return (script.refresh ?? (() => signedIn()))((body as { refreshToken: string }).refreshToken);
    case '/sync/pull':
      return script.pull(body);
    case '/sync/push':
      return script.push(body);
    default:
      throw new Refusal('not_found');
  }
}
