import { z } from 'zod';
import { line, uuid } from '../model/primitives.ts';
import { deviceProof, publicKey, signInRequest } from './auth.ts';

/** 32 bytes as base64url: a challenge, a verifier, a ticket. */
const token = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** Where the answer arrives at an origin of the client itself; what it says stands in the fragment. */
export const ANSWER_PATH = '/sign-in-answer';
/** The first part of every address that begins a sign-in at the provider. */
export const GO_PATH = '/auth/oidc/go/';

/** `GET /auth/ways`: how one may sign in besides name and password. */
export const signInWays = z.object({
  provider: z.object({ label: z.object({ 'zh-CN': line(40), en: line(60) }) }).optional(),
});
export type SignInWays = z.infer<typeof signInWays>;

/** `POST /auth/oidc/begin` */
export const providerBegin = z.strictObject({
  /** SHA-256 of the verifier's characters, which the client keeps to itself until it has the ticket. */
  challenge: token,
  /** Where the answer goes: an http address on loopback, or an origin of the client. */
  returnTo: z.url().max(300),
});
export type ProviderBegin = z.infer<typeof providerBegin>;

export const providerBegun = z.object({
  /** For the browser of whoever signs in. */
  url: z.url(),
  /** Seconds from now. */
  expiresIn: z.int(),
});
export type ProviderBegun = z.infer<typeof providerBegun>;

/** Why nobody comes back with a ticket. A closed list: the client has a sentence for each. */
export const providerProblem = z.enum([
  /** The provider cannot be reached, or is not what it was configured to be. */
  'unreachable',
  /** Whoever was asked said no. */
  'cancelled',
  /** The provider's answer is not one that can be believed. */
  'refused',
  'expired',
  /** The answer came to another browser than the one that asked. */
  'other_browser',
  /** Nobody of that name signs in through the provider. */
  'unknown_person',
  'user_disabled',
  /** The name belongs to another account of the provider. */
  'other_account',
]);
export type ProviderProblem = z.infer<typeof providerProblem>;

/** What arrives at `returnTo`, as parameters. */
export const providerAnswer = z.union([z.object({ ticket: token }), z.object({ problem: providerProblem })]);
export type ProviderAnswer = z.infer<typeof providerAnswer>;

/** `POST /auth/oidc/sign-in`: answered as `POST /auth/sign-in` is. */
export const providerSignIn = z.strictObject({
  ticket: token,
  verifier: token,
  deviceId: uuid,
  deviceKey: publicKey.optional(),
  deviceProof: deviceProof.optional(),
  signingKey: publicKey.optional(),
  branchId: uuid.optional(),
  code: signInRequest.shape.code,
});
export type ProviderSignIn = z.infer<typeof providerSignIn>;
