import { type Problems, problemsOf, type Reading } from '#renderer/ui/problem.ts';
import { parseTypedDate } from '#renderer/ui/typed-date.ts';
import type { BusinessDate } from '#shared/domain/business-date.ts';
import { type ContactLog, contactLog } from '#shared/model/contact-log.ts';
import type { FieldValues } from '#shared/model/mutation.ts';

/** The contact form as it is typed. */
export interface ContactDraft {
  channel: ContactLog['channel'];
  direction: ContactLog['direction'];
  outcome: ContactLog['outcome'];
  note: string;
  nextStep: string;
  /** As typed; read when saved. */
  nextStepOn: string;
  /** The next step becomes a task of the author's. */
  followUp: boolean;
}
export type ContactField = keyof ContactDraft;

export const emptyContact: ContactDraft = {
  channel: 'call',
  direction: 'outbound',
  outcome: 'reached',
  note: '',
  nextStep: '',
  nextStepOn: '',
  followUp: false,
};

export interface Author {
  readonly id: string;
  readonly name: string;
}

export interface ContactContext {
  readonly customerId: string;
  readonly author: Author;
  readonly now: Date;
  readonly today: BusinessDate;
}

/** What saving the form writes: the contact, and the task that its next step becomes. */
export interface ContactWrites {
  readonly log: FieldValues;
  readonly task: FieldValues | null;
}

const entry = contactLog.omit({ id: true });

export function readContact(
  draft: ContactDraft,
  { customerId, author, now, today }: ContactContext,
): Reading<ContactWrites, ContactField> {
  const nextStep = draft.nextStep.trim();
  const nextStepOn = parseTypedDate(draft.nextStepOn, today);
  const log = {
    customerId,
    channel: draft.channel,
    direction: draft.direction,
    outcome: draft.outcome,
    occurredAt: now.toISOString(),
    note: draft.note.trim(),
    ...(nextStep === '' ? {} : { nextStep }),
    ...(nextStepOn === null ? {} : { nextStepOn }),
    authorId: author.id,
    authorName: author.name,
  };
  const parsed = entry.safeParse(log);
  const problems: Problems<ContactField> = parsed.success ? {} : problemsOf<ContactField>(parsed.error);
  if (nextStepOn === null && draft.nextStepOn.trim() !== '') problems.nextStepOn = { code: 'date' };
  if (draft.followUp) {
    if (nextStep === '') problems.nextStep ??= { code: 'required' };
    if (nextStepOn === null) problems.nextStepOn ??= { code: 'required' };
  }
  if (!parsed.success || Object.keys(problems).length > 0) return { value: null, problems };
  const task = draft.followUp && nextStepOn !== null ? followUpTask(nextStep, nextStepOn, log) : null;
  return { value: { log, task }, problems: null };
}

function followUpTask(
  title: string,
  dueOn: BusinessDate,
  { customerId, authorId, channel }: { customerId: string; authorId: string; channel: string },
): FieldValues {
  const kind = channel === 'call' || channel === 'visit' ? channel : 'follow_up';
  return {
    customerId,
    title: title.slice(0, 120),
    kind,
    priority: 'normal',
    status: 'open',
    dueOn,
    assigneeId: authorId,
    createdById: authorId,
  };
}
