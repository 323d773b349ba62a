import { z } from 'zod';
import { fieldRules } from '../access/field-rules.ts';
import { SHORTEST_PASSWORD } from '../access/password-rules.ts';
import { roleName } from '../access/roles.ts';
import { reminderKinds } from '../domain/lead-days.ts';
import { instant, line, uuid } from '../model/primitives.ts';
import { policyValues } from '../policy/definitions.ts';
import { factorCode, factorState } from './second-factor.ts';

/** The person signed in, as every screen needs to know it, offline too. */
export const sessionUser = z.object({
  id: uuid,
  username: line(40),
  name: line(60),
  nameEn: line(80),
  role: roleName,
  branchId: uuid,
  branchName: line(80),
  branchNameEn: line(80),
});
export type SessionUser = z.infer<typeof sessionUser>;

/** Base64 of a P-256 public key in SPKI form. */
export const publicKey = z.base64().min(80).max(200);
/** Base64 of a sealed box or of a signature. */
export const sealedText = z.base64().min(1).max(200_000);

/** A place of work. */
export const branchRef = z.object({ id: uuid, name: line(80), nameEn: line(80) });
export type BranchRef = z.infer<typeof branchRef>;

/** A device shows that it has the private half of its key: it signs a challenge of the server, and the `signingKey`. */
export const deviceProof = z.strictObject({ challenge: z.string().min(1).max(200), signature: sealedText });
export type DeviceProof = z.infer<typeof deviceProof>;

export const signInRequest = z.strictObject({
  username: z.string().min(1).max(40),
  password: z.string().min(1).max(200),
  deviceId: uuid,
  /** The device's own key, under which it later speaks without anybody signed in. The first one stays. */
  deviceKey: publicKey.optional(),
  /** Of that key. Where devices need approval, no sign-in without it. */
  deviceProof: deviceProof.optional(),
  /** The key with which this user signs edits on this device; answered with a certificate. */
  signingKey: publicKey.optional(),
  /** At which branch the user works now. Needed by who has several: `branch_choice` names them. */
  branchId: uuid.optional(),
  /** With a one-time password: what it is changed for (`password_change` asks for it). */
  newPassword: z.string().min(SHORTEST_PASSWORD).max(200).optional(),
  /** Of the second factor (`code_required` asks for it): six digits, or a recovery code. */
  code: factorCode.optional(),
});
export type SignInRequest = z.infer<typeof signInRequest>;

export const tokenPair = z.object({
  accessToken: z.string(),
  /** Seconds from now. */
  accessExpiresIn: z.int(),
  refreshToken: z.string(),
});

/**
 * Which replica a user works on. Users of one workstation share one where `id` is the same; `shared` says that
 * others may have the same id. Opaque otherwise.
 */
export const replicaScope = z.object({ id: line(100), shared: z.boolean() });
export type ReplicaScope = z.infer<typeof replicaScope>;

/** A branch at which the user may work, and the replica that is theirs there. */
export const workplace = branchRef.extend({ scope: replicaScope });
export type Workplace = z.infer<typeof workplace>;

/** The server's word that a key signs for a user on a device. Signed by the server; the client only carries it. */
export const certificate = z.object({
  userId: uuid,
  deviceId: uuid,
  publicKey,
  issuedAt: instant,
  signature: sealedText,
});
export type Certificate = z.infer<typeof certificate>;

/** The server's public keys: `seal` for what only it may read, `sign` for its certificates and orders. */
export const serverKeys = z.object({ seal: publicKey, sign: publicKey });
export type ServerPublicKeys = z.infer<typeof serverKeys>;

const { idleLockMinutes, ...others } = policyValues.shape;

/** What the bank has decided for this user's devices. */
export const clientPolicy = z.object({
  ...z.object(others).partial().shape,
  /** Minutes without input after which the screen locks. */
  idleLockMinutes,
  /** Hours for which a locked session goes on in the background, syncing, before it is signed out. */
  lockedHours: z.int().min(0).max(72),
  /** What signing out does with the readable copy on this device. */
  signOut: z.enum(['keep', 'erase']),
  /** Days ahead at which each kind of reminder first shows, where the bank wants others than those built in. */
  reminderLeadDays: z.partialRecord(z.enum(reminderKinds), z.int().min(0).max(90)).optional(),
  /** Whether the desktop may say what falls due, names and amounts left out where others could read them. */
  notifications: z.boolean().optional(),
  /** `required`: without a second factor this user administers nothing, and signs in with the server only. */
  secondFactor: factorState.shape.wanted.optional(),
  /** What of the fields of documents was taken from this user's role: set with the roles, not with policies. */
  fieldRules: fieldRules.optional(),
});
export type ClientPolicy = z.infer<typeof clientPolicy>;

export const signInResponse = tokenPair.extend({
  user: sessionUser,
  /** How long this user may sign in without reaching the server, in hours since the last contact. */
  offlineHours: z.int(),
  scope: replicaScope,
  policy: clientPolicy,
  serverKeys,
  /** For the `signingKey` of the request. */
  certificate: certificate.optional(),
  /** The branches of who has several, the one of this session among them. `user` tells of that one. */
  branches: z.array(workplace).optional(),
});
export type SignInResponse = z.infer<typeof signInResponse>;

export const signOutRequest = z.strictObject({ refreshToken: z.string().min(1).max(400), deviceId: uuid });
export type SignOutRequest = z.infer<typeof signOutRequest>;

export const refreshRequest = signOutRequest.extend({
  /** Where the user signed in to without the server; absent: where the session is. */
  branchId: uuid.optional(),
});
export type RefreshRequest = z.infer<typeof refreshRequest>;

export const refreshResponse = signInResponse;
export type RefreshResponse = z.infer<typeof refreshResponse>;
