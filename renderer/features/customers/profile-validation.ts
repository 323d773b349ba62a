import type { BusinessDate } from '#shared/domain/business-date.ts';
import { isResidentId, isUscc } from '#shared/domain/id-number.ts';
import { customer } from '#shared/model/customer.ts';
import type { FieldValues } from '#shared/model/mutation.ts';
import type { ProfileField } from './profile-fields.ts';

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
  | 'future'
  | 'resident_id'
  | 'uscc';

export interface Problem {
  readonly code: ProblemCode;
  /** The limit that was passed, for the sentence. */
  readonly max?: number;
}

/**
 * Checks one changed value by the model's own schema and by what the field means. `value` is `null` to clear the
 * field and `undefined` where the text could not be read.
 */
export function problemOf(
  field: ProfileField,
  value: FieldValues[string] | undefined,
  typed: { readonly idType: string },
  today: BusinessDate,
): Problem | null {
  if (value === undefined) return { code: field.input === 'money' ? 'amount' : 'date' };
  const shape = customer.shape[field.name];
  if (value === null) return shape.safeParse(undefined).success ? null : { code: 'required' };
  const parsed = shape.safeParse(value);
  if (!parsed.success) return problemOfIssue(field, parsed.error.issues[0]);
  if (field.name === 'idNumber' && typeof value === 'string') return problemOfId(value, typed.idType);
  if ((field.name === 'birthDate' || field.name === 'foundedOn') && typeof value === 'string') {
    return value > today ? { code: 'future' } : null;
  }
  return null;
}

function problemOfId(value: string, type: string): Problem | null {
  if (type === 'resident_id' && !isResidentId(value)) return { code: 'resident_id' };
  if (type === 'uscc' && !isUscc(value)) return { code: 'uscc' };
  return null;
}

interface Issue {
  readonly code?: string | undefined;
  readonly maximum?: unknown;
  readonly path: PropertyKey[];
}

function problemOfIssue(field: ProfileField, issue: Issue | undefined): Problem {
  if (issue?.code === 'too_big' && typeof issue.maximum === 'number') {
    const aboutTheList = field.input === 'tags' && issue.path.length === 0;
    return { code: aboutTheList ? 'too_many' : 'too_long', max: issue.maximum };
  }
  if (field.sensitive === 'phone') return { code: 'phone' };
  if (field.name === 'email') return { code: 'email' };
  return { code: 'unreadable' };
}
