import type { z } from 'zod';

/** Why a field cannot be saved. Each has a sentence in both languages under `customers:problem`. */
export type ProblemCode =
  | 'required'
  | 'too_long'
  | 'too_many'
  | 'unreadable'
  | 'phone'
  | 'email'
  | 'date'
  | 'amount'
  | 'percent'
  | 'future'
  | 'resident_id'
  | 'uscc';

export interface Problem {
  readonly code: ProblemCode;
  /** The limit that was passed, for the sentence. */
  readonly max?: number;
}

export type Problems<F extends string> = Partial<Record<F, Problem>>;

/** What a form gives back: fields to write, or why not. */
export type Reading<T, F extends string> =
  | { readonly value: T; readonly problems: null }
  | { readonly value: null; readonly problems: Problems<F> };

/**
 * The model's own objection in the words of the form. `invalid` is what to say where the schema refuses the form
 * of the text; a value that is missing is `required`.
 */
export function problemOfIssue(issue: z.core.$ZodIssue, invalid: ProblemCode = 'unreadable'): Problem {
  if (issue.code === 'too_big') {
    const max = Number(issue.maximum);
    return { code: issue.origin === 'array' ? 'too_many' : 'too_long', max };
  }
  if (issue.code === 'invalid_type' || issue.code === 'too_small') return { code: 'required' };
  return { code: invalid };
}

/** The first objection of a schema to each top-level field. */
export function problemsOf<F extends string>(
  error: z.core.$ZodError,
  invalid: Partial<Record<F, ProblemCode>> = {},
): Problems<F> {
  const problems: Problems<F> = {};
  for (const issue of error.issues) {
    const field = String(issue.path[0]) as F;
    problems[field] ??= problemOfIssue(issue, invalid[field]);
  }
  return problems;
}
