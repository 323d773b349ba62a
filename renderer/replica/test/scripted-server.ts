import type { z } from 'zod';
import { makeBoxKeys, openBox, sealTo } from '#shared/crypto/sealed-box.ts';
import { makeSigningKeys, sign, verify } from '#shared/crypto/signature.ts';
import type { Mutation } from '#shared/model/mutation.ts';
import type {
  BranchRef,
  Certificate,
  RefreshRequest,
  ReplicaScope,
  SessionUser,
  SignInRequest,
  SignInResponse,
} from '#shared/protocol/auth.ts';
import {
  CERTIFICATE_PURPOSE,
  certificateStatement,
  DEVICE_PURPOSE,
  type DeviceOrder,
  type DeviceRequest,
  deviceStatement,
  EDIT_PURPOSE,
  escrowContext,
  ORDER_PURPOSE,
  orderStatement,
  releaseContext,
  type replicaKeyRequest,
  SEALED_EDIT,
  type SealedCopy,
  type sealedResponse,
  signedEdit,
} from '#shared/protocol/device.ts';
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

/** A teller of the branch: all of them share one scope. */
export function teller(number: number): SessionUser {
  const name = `teller${number}`;
  return { ...user, id: `01890000-0000-7000-8000-0000000001${number}0`, username: name, role: 'teller' };
}

export const branchScope: ReplicaScope = { id: 'shared:branch', shared: true };

/** The keys of the scripted server, real ones. */
export const serverSeal = await makeBoxKeys(false);
export const serverSign = await makeSigningKeys(false);

export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly retryAfterSeconds: number | undefined;
  readonly branches: readonly BranchRef[] | undefined;
  constructor(code: ErrorCode, retryAfterSeconds?: number, branches?: readonly BranchRef[]) {
    super(code);
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
    this.branches = branches;
  }
}

type SealedResult = z.infer<typeof sealedResponse>['results'][number];

/**
 * Answers as a test says, for orders of events that a real server cannot be made to take: answers that overtake
 * each other, lost answers, sessions that end in the middle. Keys, certificates and signatures are real.
 */
export interface Script {
  pull(request: PullRequest): PullResponse | Promise<PullResponse>;
  push(request: PushRequest): PushResponse | Promise<PushResponse>;
  signIn?(password: string, username: string, branchId?: string): SignInResponse;
  refresh?(refreshToken: string, branchId?: string): SignInResponse;
  signOut?(refreshToken: string): void;
  /** Before an escrow is opened; throws a refusal. */
  replicaKey?(scopeId: string): void;
  contact?(payload: { confirmed: string[]; unsent?: number }, deviceId: string): Promise<DeviceOrder[]>;
  /** What the server says of itself when a device speaks; nothing, unless a test says something. */
  present?(): { run: string; at: string; keepHours: number };
  sealed?(copies: SealedCopy[]): SealedResult[];
  /** The server's clock, milliseconds; without it answers do not tell the time. */
  now?(): number;
}

export function emptyPull(checkpoint = 'c', scope: ReplicaScope = scopeOf(user)): PullResponse {
  return {
    checkpoint,
    complete: true,
    more: false,
    channels: [],
    rulesVersion: '1',
    scope,
    evict: [],
    drop: [],
    pages: [],
  };
}

export function scopeOf(person: SessionUser): ReplicaScope {
  return person.role === 'teller' ? branchScope : { id: `own:${person.id}`, shared: false };
}

export function signedIn(refreshToken = 'refresh-1', person: SessionUser = user): SignInResponse {
  return {
    user: person,
    offlineHours: 168,
    accessToken: 'access',
    accessExpiresIn: 600,
    refreshToken,
    scope: scopeOf(person),
    policy: { idleLockMinutes: 10, lockedHours: 12, signOut: 'keep' },
    serverKeys: { seal: serverSeal.publicKey, sign: serverSign.publicKey },
  };
}

export async function orderTo(deviceId: string, id: string): Promise<DeviceOrder> {
  const order = { id, deviceId, kind: 'wipe' as const, issuedAt: '2026-11-21T08:00:00.000Z' };
  return { ...order, signature: await sign(serverSign.privateKey, ORDER_PURPOSE, orderStatement(order)) };
}

/** What the server reads in a sealed copy; throws when its signature does not hold. */
export async function readCopy(copy: SealedCopy): Promise<Mutation> {
  const plain = await openBox(serverSeal.privateKey, copy.sealed, SEALED_EDIT);
  const { mutation, certificate, signature } = signedEdit.parse(JSON.parse(new TextDecoder().decode(plain)));
  const statement = certificateStatement(certificate);
  if (!(await verify(serverSign.publicKey, CERTIFICATE_PURPOSE, statement, certificate.signature)))
    throw new Error('not certified');
  if (!(await verify(certificate.publicKey, EDIT_PURPOSE, mutation, signature)))
    throw new Error('not signed');
  return JSON.parse(mutation);
}

export function scriptedFetch(script: Script): typeof fetch {
  return async (input, init) => {
    const path = new URL(String(input)).pathname;
    const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
    try {
      const told = script.now === undefined ? {} : { date: new Date(script.now()).toUTCString() };
      return Response.json(await answer(script, path, body as never), { headers: told });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { code, retryAfterSeconds, branches } = error;
      return Response.json({ error: { code, message: '', retryAfterSeconds, branches } }, { status: 400 });
    }
  };
}

async function answer(script: Script, path: string, body: never): Promise<unknown> {
  switch (path) {
    case '/auth/sign-in':
      return await signInAnswer(script, body);
    case '/auth/refresh': {
      const { refreshToken, branchId } = body as RefreshRequest;
      return (script.refresh ?? (() => signedIn()))(refreshToken, branchId);
    }
    case '/auth/sign-out':
      script.signOut?.((body as { refreshToken: string }).refreshToken);
      return {};
    case '/sync/pull':
      return await script.pull(body);
    case '/sync/push':
      return await script.push(body);
    case '/sync/replica-key':
      return await released(script, body);
    case '/device/challenge':
      return { challenge: 'challenge' };
    case '/device/contact': {
      const { deviceId, payload } = await spoken(path, body);
      return { orders: (await script.contact?.(payload as never, deviceId)) ?? [], ...script.present?.() };
    }
    case '/device/sealed': {
      const { copies } = (await spoken(path, body)).payload as { copies: SealedCopy[] };
      const accepted = copies.map(({ mutationId }) => ({ mutationId, outcome: 'accepted' as const }));
      return { results: script.sealed?.(copies) ?? accepted, ...script.present?.() };
    }
    default:
      throw new Refusal('not_found');
  }
}

/** Keys that devices registered at a sign-in; the first one stays. */
const devices = new Map<string, string>();

async function signInAnswer(script: Script, request: SignInRequest): Promise<SignInResponse> {
  const { username, password, deviceId, deviceKey, signingKey, branchId } = request;
  const accepted = (script.signIn ?? (() => signedIn()))(password, username, branchId);
  if (deviceKey !== undefined && !devices.has(deviceId)) devices.set(deviceId, deviceKey);
  if (signingKey === undefined) return accepted;
  const statement = {
    userId: accepted.user.id,
    deviceId,
    publicKey: signingKey,
    issuedAt: '2026-11-21T08:00:00.000Z',
  };
  const signature = await sign(serverSign.privateKey, CERTIFICATE_PURPOSE, certificateStatement(statement));
  return { ...accepted, certificate: { ...statement, signature } satisfies Certificate };
}

async function released(script: Script, request: z.infer<typeof replicaKeyRequest>) {
  const { deviceId, scopeId, escrow, publicKey } = request;
  script.replicaKey?.(scopeId);
  const key = await openBox(serverSeal.privateKey, escrow, escrowContext(deviceId, scopeId));
  return { released: await sealTo(publicKey, key, releaseContext(deviceId, scopeId)) };
}

async function spoken(path: string, { deviceId, challenge, payload, signature }: DeviceRequest) {
  const statement = deviceStatement(path, challenge, payload);
  if (!(await verify(devices.get(deviceId) ?? '', DEVICE_PURPOSE, statement, signature)))
    throw new Refusal('unauthenticated');
  return { deviceId, payload: JSON.parse(payload) as unknown };
}

/** The raw key in an escrow, as only the server can have it. */
export async function openEscrow(escrow: string, deviceId: string, scopeId: string) {
  return await openBox(serverSeal.privateKey, escrow, escrowContext(deviceId, scopeId));
}
