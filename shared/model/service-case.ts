import { z } from 'zod';
import { contactChannel } from './contact-log.ts';
import { businessDate, instant, line, prose, uuid } from './primitives.ts';

export const caseKind = z.enum(['complaint', 'request', 'suggestion']);
export const caseSeverity = z.enum(['urgent', 'serious', 'normal']);
export const caseStatus = z.enum(['open', 'in_progress', 'resolved']);

/** A complaint (投诉) or another request for service, with the day by which the customer must have an answer. */
export const serviceCase = z.strictObject({
  id: uuid,
  customerId: uuid,
  kind: caseKind,
  severity: caseSeverity,
  status: caseStatus,
  /** How it came in. */
  channel: contactChannel,
  subject: line(120),
  detail: prose(4000),
  openedAt: instant,
  /** The day by which it must be answered. */
  dueOn: businessDate,
  /** Who has to see to it. */
  ownerId: uuid,
  createdById: uuid,
  resolution: prose(2000).optional(),
  resolvedAt: instant.optional(),
  resolvedById: uuid.optional(),
});
export type ServiceCase = z.infer<typeof serviceCase>;
