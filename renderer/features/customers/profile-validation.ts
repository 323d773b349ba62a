import { type Problem, type ProblemCode, problemOfIssue } from '#renderer/ui/problem.ts';
import type { BusinessDate } from '#shared/domain/business-date.ts';
import { isResidentId, isUscc } from '#shared/domain/id-number.ts';
import { customer } from '#shared/model/customer.ts';
import type { FieldValues } from '#shared/model/mutation.ts';
import type { ProfileField } from './profile-fields.ts';

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
  const issue = parsed.error?.issues[0];
  if (issue !== undefined) return problemOfIssue(issue, wordFor(field));
  if (typeof value !== 'string') return null;
  if (field.name === 'idNumber') return problemOfId(value, typed.idType);
  const mustBePast = ['birthDate', 'foundedOn', 'openedOn'].includes(field.name);
  return mustBePast && value > today ? { code: 'future' } : null;
}

function problemOfId(value: string, type: string): Problem | null {
  if (type === 'resident_id' && !isResidentId(value)) return { code: 'resident_id' };
  if (type === 'uscc' && !isUscc(value)) return { code: 'uscc' };
  return null;
}

function wordFor(field: ProfileField): ProblemCode {
  if (field.sensitive === 'phone') return 'phone';
  return field.name === 'email' ? 'email' : 'unreadable';
}
