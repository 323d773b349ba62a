import type { Problems, Reading } from '#renderer/ui/problem.ts';
import { parseTypedDate } from '#renderer/ui/typed-date.ts';
import type { BusinessDate } from '#shared/domain/business-date.ts';
import { sameJson } from '#shared/merge/three-way.ts';
import type { Customer } from '#shared/model/customer.ts';
import type { FieldValues } from '#shared/model/mutation.ts';
import { money } from '#shared/model/primitives.ts';
import type { ProfileField, ProfileFieldName, ProfileInput } from './profile-fields.ts';
import { problemOf } from './profile-validation.ts';
import { parseTypedAmount, typedAmountOf } from './typed-amount.ts';

/** The form as people type it: text for every field but the tags. Empty text is "no value". */
export type ProfileDraft = Record<Exclude<ProfileFieldName, 'tags'>, string> & { tags: string[] };

/** What stood in the form when somebody began to type. */
export function draftOf(customer: Customer, fields: readonly ProfileField[]): ProfileDraft {
  const draft: Record<string, string | string[]> = { tags: customer.tags ?? [] };
  for (const { name } of fields) draft[name] = typedOf(customer[name]);
  return draft as ProfileDraft;
}

/** A value as somebody would type it; empty for none. */
export function typedOf(value: unknown): string | string[] {
  if (Array.isArray(value)) return value.map(String);
  const amount = money.safeParse(value);
  if (amount.success) return typedAmountOf(amount.data);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

export interface DraftContext {
  readonly today: BusinessDate;
  /** The currency of amounts that have none yet. */
  readonly currency: string;
}

/**
 * What the author wants changed: only fields that were touched and now differ, `null` for a cleared one. Only
 * those are validated, so that an old number that no longer passes never blocks a new address.
 */
export function readDraft(
  draft: ProfileDraft,
  opened: ProfileDraft,
  customer: Customer,
  fields: readonly ProfileField[],
  context: DraftContext,
): Reading<FieldValues, ProfileFieldName> {
  const next: FieldValues = {};
  const problems: Problems<ProfileFieldName> = {};
  for (const field of changedFields(draft, opened, fields)) {
    const { name } = field;
    const value = readTyped(field, draft[name], customer[name], context);
    const problem = problemOf(field, value, draft, context.today);
    if (problem !== null) problems[name] = problem;
    else if (value !== undefined && !sameJson(value, customer[name] ?? null)) next[name] = value;
  }
  return Object.keys(problems).length > 0 ? { value: null, problems } : { value: next, problems: null };
}

export function changedFields(
  draft: ProfileDraft,
  opened: ProfileDraft,
  fields: readonly ProfileField[],
): ProfileField[] {
  return fields.filter(({ name }) => !sameJson(tidy(draft[name]), tidy(opened[name])));
}

/** Fields that somebody else changed under an open form, and that its author has changed too. */
export function overtaken(
  draft: ProfileDraft,
  opened: ProfileDraft,
  live: ProfileDraft,
  fields: readonly ProfileField[],
): ProfileFieldName[] {
  return changedFields(draft, opened, fields)
    .map(({ name }) => name)
    .filter((name) => !sameJson(live[name], opened[name]) && !sameJson(live[name], tidy(draft[name])));
}

/** The form after the document changed under it: fields nobody typed in follow, the author's own stay. */
export function followed(
  draft: ProfileDraft,
  opened: ProfileDraft,
  live: ProfileDraft,
  fields: readonly ProfileField[],
): ProfileDraft {
  const own = changedFields(draft, opened, fields).map(({ name }) => [name, draft[name]] as const);
  return { ...live, ...Object.fromEntries(own) } as ProfileDraft;
}

/**
 * The value behind what was typed: `null` clears, `undefined` could not be read. An amount keeps the currency it has
 * `before`.
 */
export function readTyped(
  field: { readonly name: string; readonly input: ProfileInput },
  typed: string | string[],
  before: unknown,
  { today, currency }: DraftContext,
): FieldValues[string] | undefined {
  if (Array.isArray(typed)) return typed.length === 0 ? null : [...typed];
  const text = tidy(typed);
  if (text === '') return null;
  if (field.input === 'date') return parseTypedDate(text, today) ?? undefined;
  if (field.input === 'money') {
    const kept = money.safeParse(before);
    return parseTypedAmount(text, kept.success ? kept.data.currency : currency) ?? undefined;
  }
  if (field.name === 'idNumber') return text.toUpperCase();
  return text;
}

function tidy<T extends string | string[]>(typed: T): T {
  return (typeof typed === 'string' ? typed.trim() : typed) as T;
}
