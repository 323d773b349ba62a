import { z } from 'zod';
import { businessDate, instant, line, prose, uuid } from './primitives.ts';

export const contactChannel = z.enum(['call', 'visit', 'counter', 'wechat', 'sms', 'email']);
export const contactDirection = z.enum(['inbound', 'outbound']);
export const contactOutcome = z.enum(['reached', 'no_answer', 'interested', 'declined', 'follow_up']);

export const contactOffer = z.strictObject({
  /** The rule of `shared/domain/offers.ts` that proposed it. */
  rule: line(40),
  productId: uuid.optional(),
  response: z.enum(['interested', 'declined', 'later', 'taken']),
});

/** A contact (联系记录). Append-only: a correction is a new entry that names the one it corrects. */
export const contactLog = z.strictObject({
  id: uuid,
  customerId: uuid,
  channel: contactChannel,
  direction: contactDirection,
  outcome: contactOutcome,
  occurredAt: instant,
  note: prose(4000),
  nextStep: line(200).optional(),
  nextStepOn: businessDate.optional(),
  authorId: uuid,
  authorName: line(60),
  /** What was offered, by which rule, and what the customer said. */
  offer: contactOffer.optional(),
  correctsId: uuid.optional(),
});
export type ContactLog = z.infer<typeof contactLog>;
