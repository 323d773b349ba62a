import { z } from 'zod';
import { instant, uuid } from '../model/primitives.ts';
import { version } from '../releases/version.ts';
import { certificate, sealedText } from './auth.ts';
import { outcome } from './push.ts';

/**
 * What a device says under its own identity, with nobody signed in: it asks for a challenge, signs it together with
 * the request, and so shows that it holds the key it registered at a sign-in. Its clock does not matter.
 */
export const challengeRequest = z.strictObject({ deviceId: uuid });
export const challengeResponse = z.object({ challenge: z.string().max(400) });

/** `payload` is JSON text; `signature` is over {@link deviceStatement} for {@link DEVICE_PURPOSE}. */
export const deviceRequest = z.strictObject({
  deviceId: uuid,
  challenge: z.string().min(1).max(400),
  payload: z.string().max(3_500_000),
  signature: sealedText,
});
export type DeviceRequest = z.infer<typeof deviceRequest>;

export const DEVICE_PURPOSE = 'device request';

/** What a device signs: the path keeps a request from being used for another one. */
export function deviceStatement(path: string, challenge: string, payload: string): string {
  return [path, challenge, payload].join('\0');
}

/** What a device signs at a sign-in: that it is this device's, and for which key of its user. */
export function signInStatement(challenge: string, signingKey: string | undefined): string {
  return deviceStatement('/auth/sign-in', challenge, signingKey ?? '');
}

/** An order to this device, signed by the server; a wipe destroys keys first, then data. */
export const deviceOrder = z.object({
  id: uuid,
  deviceId: uuid,
  kind: z.enum(['wipe']),
  issuedAt: instant,
  signature: sealedText,
});
export type DeviceOrder = z.infer<typeof deviceOrder>;

export const ORDER_PURPOSE = 'device order';

export function orderStatement({
  id,
  deviceId,
  kind,
  issuedAt,
}: Pick<DeviceOrder, 'id' | 'deviceId' | 'issuedAt'> & { readonly kind: string }): string {
  return JSON.stringify([id, deviceId, kind, issuedAt]);
}

export const CERTIFICATE_PURPOSE = 'certificate';

export function certificateStatement({
  userId,
  deviceId,
  publicKey,
  issuedAt,
}: Omit<z.infer<typeof certificate>, 'signature'>): string {
  return JSON.stringify([userId, deviceId, publicKey, issuedAt]);
}

/** How a device is, for those who look after it. What it does not know it leaves out. */
export const deviceReport = z.strictObject({
  /** Of the client's program. */
  version: version.optional(),
  /** What the origin's storage takes on the disk. */
  replicaBytes: z.int().min(0).optional(),
  /** By which its clock is ahead of the server's as of the last answer; negative: behind. */
  clockAheadSeconds: z.int().min(-2_000_000_000).max(2_000_000_000).optional(),
  /** Syncs that failed since the last that did not, and why the last of them did. An absent line is no failure. */
  failedSyncs: z.int().min(0).max(1_000_000).optional(),
  syncError: z
    .string()
    .regex(/^[a-z_]{1,40}$/)
    .optional(),
  lastSyncAt: instant.optional(),
});
export type DeviceReport = z.infer<typeof deviceReport>;

/** `POST /device/contact`: payload of the request and the answer. Confirmed orders are not given again. */
export const contactPayload = z.strictObject({
  confirmed: z.array(uuid).max(100),
  /** Sealed copies that wait in the journal of this device. */
  unsent: z.int().min(0).optional(),
  report: deviceReport.optional(),
});
export const contactResponse = z.object({
  orders: z.array(deviceOrder),
  /** The run of the database that answered, the server's time, and for how long answered copies are kept. */
  run: z.string().optional(),
  at: instant.optional(),
  keepHours: z.number().min(0).optional(),
});

/** An edit as its author signed it, before it is sealed to the server. */
export const signedEdit = z.strictObject({
  /** JSON text of the mutation: the signature is over these very characters. */
  mutation: z.string().max(400_000),
  certificate,
  signature: sealedText,
});
export type SignedEdit = z.infer<typeof signedEdit>;
export const EDIT_PURPOSE = 'edit';
/** The context of the box that holds a {@link signedEdit}. */
export const SEALED_EDIT = 'sealed edit';

/** What a kept copy was answered with: the run of the database that knew the edit then, and the server's time. */
export const keptAnswer = z.strictObject({
  outcome: outcome.exclude(['retry']),
  run: z.string().max(64),
  at: instant,
});
export type KeptAnswer = z.infer<typeof keptAnswer>;

/** An edit that nobody but the server can read. */
export const sealedCopy = z.strictObject({
  mutationId: uuid,
  authorId: uuid,
  sealed: z.base64().max(700_000),
  /** Its edit has an outcome. It is kept in case the database is put back to a backup, and is no unsent edit. */
  answered: keptAnswer.optional(),
});
export type SealedCopy = z.infer<typeof sealedCopy>;

export const SEALED_LIMIT = 50;

/** `POST /device/sealed`: payload of the request and the answer. */
export const sealedPayload = z.strictObject({ copies: z.array(sealedCopy).min(1).max(SEALED_LIMIT) });
export const sealedResponse = z.object({
  results: z.array(
    z.object({
      mutationId: uuid,
      /** `unreadable`: kept by the server for people to look into; the device may forget it. */
      outcome: outcome.or(z.literal('unreadable')),
    }),
  ),
  run: z.string().optional(),
  at: instant.optional(),
});

/**
 * `POST /sync/replica-key`: the master key of a replica is also sealed to the server, bound to the replica's scope,
 * so that a user of the same scope, and one whose password was reset, gets in without a download.
 */
export const replicaKeyRequest = z.strictObject({
  deviceId: uuid,
  scopeId: z.string().min(1).max(100),
  /** A box for {@link escrowContext}. */
  escrow: sealedText,
  /** Where the answer is sealed to. */
  publicKey: z.base64().min(80).max(200),
});
/** A box for {@link releaseContext}. */
export const replicaKeyResponse = z.object({ released: sealedText });

export function escrowContext(deviceId: string, scopeId: string): string {
  return `replica key ${deviceId} ${scopeId}`;
}

export function releaseContext(deviceId: string, scopeId: string): string {
  return `released replica key ${deviceId} ${scopeId}`;
}

/** The scope of what belongs to one user alone on a device. */
export function personalScope(userId: string): string {
  return `user:${userId}`;
}
