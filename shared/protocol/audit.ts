import { z } from 'zod';
import { deviceSequence, instant, line, uuid } from '../model/primitives.ts';

/** What lines of the audit log are asked for; all of it together. */
export const auditFilter = z.strictObject({
  from: instant.optional(),
  /** Exclusive. */
  to: instant.optional(),
  actorId: uuid.optional(),
  /** The number of a customer, for auditors hold no files. */
  customerNo: line(40).optional(),
  deviceId: uuid.optional(),
  /** `area.verb`; one that this version does not know finds the lines of a newer one. */
  action: z
    .string()
    .max(60)
    .regex(/^[A-Za-z.]+$/)
    .optional(),
});
export type AuditFilter = z.infer<typeof auditFilter>;

/** `POST /audit/search`: a page of lines, newest first. Asking is a line itself. */
export const auditSearch = z.strictObject({
  filter: auditFilter,
  /** `next` of the page before. */
  after: z.string().max(100).optional(),
});
export type AuditSearch = z.infer<typeof auditSearch>;

export const auditLine = z.object({
  id: z.int(),
  at: instant,
  /** In the chain; absent while the line waits for it. */
  pos: z.int().optional(),
  /** Absent for what nobody known did. */
  actor: z.object({ id: uuid, name: line(60).optional(), nameEn: line(60).optional() }).optional(),
  action: z.string(),
  /** The user, cover, request, document or device that it was done to. */
  subject: z.object({ id: uuid, name: line(60).optional(), nameEn: line(60).optional() }).optional(),
  customer: z.object({ id: uuid, customerNo: line(40).optional() }).optional(),
  reason: z.string().optional(),
  device: z.object({ id: uuid, seq: deviceSequence.optional() }).optional(),
  detail: z.record(z.string(), z.json()).optional(),
});
export type AuditLine = z.infer<typeof auditLine>;

export const auditPage = z.object({ items: z.array(auditLine), next: z.string().optional() });
export type AuditPage = z.infer<typeof auditPage>;

/** `POST /audit/export`: the lines of a filter, newest first, for a file; `more`: there are others beyond the limit. */
export const auditExport = z.strictObject({ filter: auditFilter });
export const auditExported = z.object({ items: z.array(auditLine), more: z.boolean() });
export type AuditExported = z.infer<typeof auditExported>;

/** `GET /audit/state`: how far the log is chained and signed. */
export const auditState = z.object({
  asOf: instant,
  /** The last position given; 0 before the first. */
  sealedTo: z.int(),
  waiting: z.int(),
  lagSeconds: z.number(),
  /** The chain at its last signed head is what was signed, by this server's key. */
  intact: z.boolean(),
  head: z.object({ number: z.int(), pos: z.int(), at: instant }).optional(),
  /** The last head in the folder of the node that answers; absent where it has no folder. */
  copied: z.object({ pos: z.int(), at: instant.optional() }).optional(),
  /** Of the chain, base64 of SPKI: to be noted where nobody can change it. */
  publicKey: z.string(),
});
export type AuditState = z.infer<typeof auditState>;

/** `GET /audit/gaps`: numbers of devices that never came, newest first, and devices whose numbers came twice. */
export const auditGaps = z.object({
  gaps: z.array(
    z.object({
      deviceId: uuid,
      /** Who used the device last. */
      userName: line(60).optional(),
      userNameEn: line(60).optional(),
      first: deviceSequence,
      last: deviceSequence,
      noticedAt: instant,
    }),
  ),
  more: z.boolean(),
  repeated: z.array(
    z.object({
      deviceId: uuid,
      userName: line(60).optional(),
      userNameEn: line(60).optional(),
      count: z.int(),
    }),
  ),
});
export type AuditGaps = z.infer<typeof auditGaps>;
