import { type Problems, problemsOf, type Reading } from '#renderer/ui/problem.ts';
import { parseTypedDate } from '#renderer/ui/typed-date.ts';
import type { BusinessDate } from '#shared/domain/business-date.ts';
import { caseDueOn } from '#shared/domain/case-terms.ts';
import { sameJson } from '#shared/merge/three-way.ts';
import { type FieldValues, fieldValues } from '#shared/model/mutation.ts';
import { type ServiceCase, serviceCase } from '#shared/model/service-case.ts';

/** The form as it is typed. */
export interface CaseDraft {
  kind: ServiceCase['kind'];
  severity: ServiceCase['severity'];
  channel: ServiceCase['channel'];
  subject: string;
  detail: string;
  /** As typed; follows the severity until somebody types in it. */
  dueOn: string;
  ownerId: string;
}
export type CaseField = keyof CaseDraft;

export function newCaseDraft(
  start: { ownerId: string; channel: ServiceCase['channel'] },
  today: BusinessDate,
): CaseDraft {
  const severity = 'normal';
  return {
    kind: 'complaint',
    severity,
    channel: start.channel,
    subject: '',
    detail: '',
    dueOn: caseDueOn(severity, today),
    ownerId: start.ownerId,
  };
}

export function caseDraftOf(existing: ServiceCase): CaseDraft {
  const { kind, severity, channel, subject, detail, dueOn, ownerId } = existing;
  return { kind, severity, channel, subject, detail, dueOn, ownerId };
}

/** The draft with another severity: its term follows, unless somebody typed another day. */
export function withSeverity(
  draft: CaseDraft,
  severity: CaseDraft['severity'],
  openedOn: BusinessDate,
): Partial<CaseDraft> {
  const followed = draft.dueOn === caseDueOn(draft.severity, openedOn);
  return { severity, ...(followed ? { dueOn: caseDueOn(severity, openedOn) } : {}) };
}

const formFields = serviceCase.pick({
  kind: true,
  severity: true,
  channel: true,
  subject: true,
  detail: true,
  dueOn: true,
  ownerId: true,
});

function readFields(draft: CaseDraft, today: BusinessDate): Reading<FieldValues, CaseField> {
  const typed = draft.dueOn.trim();
  const parsed = formFields.safeParse({
    ...draft,
    subject: draft.subject.trim(),
    detail: draft.detail.trim(),
    dueOn: typed === '' ? undefined : (parseTypedDate(typed, today) ?? 'unreadable'),
  });
  if (parsed.success) return { value: fieldValues.parse(parsed.data), problems: null };
  const problems: Problems<CaseField> = problemsOf<CaseField>(parsed.error, { dueOn: 'date' });
  return { value: null, problems };
}

export interface NewCaseContext {
  readonly customerId: string;
  readonly authorId: string;
  readonly now: Date;
  readonly today: BusinessDate;
}

export function readNewCase(draft: CaseDraft, context: NewCaseContext): Reading<FieldValues, CaseField> {
  const fields = readFields(draft, context.today);
  if (fields.problems !== null) return fields;
  const { customerId, authorId: createdById, now } = context;
  return {
    value: { ...fields.value, customerId, status: 'open', openedAt: now.toISOString(), createdById },
    problems: null,
  };
}

/** Only what the form changed. How it came in stays as it was entered. */
export function readCaseEdit(
  draft: CaseDraft,
  existing: ServiceCase,
  today: BusinessDate,
): Reading<FieldValues, CaseField> {
  const fields = readFields(draft, today);
  if (fields.problems !== null) return fields;
  const before = new Map<string, unknown>(Object.entries(existing));
  const changed = Object.entries(fields.value).filter(
    ([field, value]) => field !== 'channel' && !sameJson(value, before.get(field) ?? null),
  );
  return { value: Object.fromEntries(changed), problems: null };
}
