import { z } from 'zod';
import { recordedAct } from './act.ts';
import { intent } from './mutation.ts';

/** What a line of the audit log says was done. Every edit that is pushed has its intent here. */
export const auditAction = z.enum([
  ...recordedAct.shape.intent.options,
  ...intent.options,
  'session.open',
  'session.refuse',
  'session.delay',
  'session.close',
  'session.end',
  'lookup',
  'contact.match',
  'transactions.read',
  'cover.grant',
  'cover.end',
  'customer.reassign',
  'customer.merge',
  'user.change',
  'restriction.request',
  'restriction.decide',
  'parked.decide',
  'request.decide',
  'device.wipe',
  'device.approve',
  'device.revoke',
  'device.restore',
  'device.recall',
  'release.upload',
  'release.ring',
  'release.pause',
  'release.resume',
  'release.remove',
  'audit.search',
  'audit.export',
]);
export type AuditAction = z.infer<typeof auditAction>;
