import { z } from 'zod';
import { type Problems, problemsOf, type Reading } from '#renderer/ui/problem.ts';
import type { Offer } from '#shared/domain/offer.ts';
import {
  type ContactLog,
  contactChannel,
  contactDirection,
  contactLog,
  contactOffer,
  contactOutcome,
} from '#shared/model/contact-log.ts';
import type { FieldValues } from '#shared/model/mutation.ts';
import { instant, uuid } from '#shared/model/primitives.ts';

/** A contact at the counter as it is written, also as it is kept until it is saved. */
export const logDraft = z.object({
  note: z.string(),
  channel: contactChannel,
  direction: contactDirection,
  outcome: contactOutcome,
  offer: contactOffer.optional(),
  /** The entry that this one corrects, and when that contact was. */
  corrects: z.object({ id: uuid, occurredAt: instant }).optional(),
});
export type LogDraft = z.infer<typeof logDraft>;
export type OfferResponse = z.infer<typeof contactOffer>['response'];

export const emptyLog: LogDraft = {
  note: '',
  channel: 'counter',
  direction: 'inbound',
  outcome: 'reached',
};

/** The outcome that an answer to an offer stands for. */
const outcomeOf: Record<OfferResponse, ContactLog['outcome']> = {
  interested: 'interested',
  declined: 'declined',
  later: 'follow_up',
  taken: 'reached',
};

export function withAnswer(draft: LogDraft, { rule, productId }: Offer, response: OfferResponse): LogDraft {
  const offer = { rule, response, ...(productId === undefined ? {} : { productId }) };
  return { ...draft, offer, outcome: outcomeOf[response] };
}

/** What a correction starts from: the entry as it stands. */
export function correctionOf(log: ContactLog): LogDraft {
  const { id, occurredAt, note, channel, direction, outcome, offer } = log;
  return {
    note,
    channel,
    direction,
    outcome,
    ...(offer === undefined ? {} : { offer }),
    corrects: { id, occurredAt },
  };
}

interface LogContext {
  readonly customerId: string;
  readonly author: { readonly id: string; readonly name: string };
  readonly now: Date;
}

const entry = contactLog.omit({ id: true });

/** The entry that is written, or why it cannot be. A correction is of the time of the contact that it corrects. */
export function readLog(
  draft: LogDraft,
  { customerId, author, now }: LogContext,
): Reading<FieldValues, 'note'> {
  const { offer, corrects, note, channel, direction, outcome } = draft;
  const log = {
    customerId,
    channel,
    direction,
    outcome,
    occurredAt: corrects?.occurredAt ?? now.toISOString(),
    note: note.trim(),
    authorId: author.id,
    authorName: author.name,
    ...(offer === undefined ? {} : { offer: plain(offer) }),
    ...(corrects === undefined ? {} : { correctsId: corrects.id }),
  };
  const parsed = entry.safeParse(log);
  if (parsed.success) return { value: log, problems: null };
  const problems: Problems<'note'> = problemsOf<'note'>(parsed.error);
  return { value: null, problems };
}

function plain({ rule, productId, response }: z.infer<typeof contactOffer>): FieldValues {
  return { rule, response, ...(productId === undefined ? {} : { productId }) };
}

/** Whether anything would be lost. */
export function isWritten({ note, offer, corrects }: LogDraft): boolean {
  return note.trim() !== '' || (offer !== undefined && corrects === undefined);
}
