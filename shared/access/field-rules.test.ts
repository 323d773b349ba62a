import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectionNames, fieldNamesOf } from '../model/collections.ts';
import { hiddenFieldsOf, requestableFieldsOf, writableFieldsOf } from './ability.ts';
import { asDesigned, type FieldRules, fieldRules, whyNotHidable } from './field-rules.ts';
import { readFieldRules } from './read-field-rules.ts';
import { roleName } from './roles.ts';

const anything: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue(),
  fc.dictionary(
    fc.constantFrom(...collectionNames, 'nowhere'),
    fc.oneof(
      fc.jsonValue(),
      fc.dictionary(
        fc.constantFrom('mobile', 'name', 'nextStep', 'title', 'managerId', '__proto__'),
        fc.oneof(fc.constantFrom('hidden', 'readOnly'), fc.jsonValue()),
      ),
    ),
  ),
);

describe('rights over fields', () => {
  it('[C9] only ever shrink, whatever is stored', () => {
    fc.assert(
      fc.property(fc.constantFrom(...roleName.options), anything, (role, stored) => {
        const taken = readFieldRules(stored).rules;
        for (const collection of collectionNames) {
          const whole = asDesigned(role);
          const less = { role, taken };
          const hidden = hiddenFieldsOf(less, collection);
          expect(hidden).toEqual(expect.arrayContaining([...hiddenFieldsOf(whole, collection)]));
          for (const of of [writableFieldsOf, requestableFieldsOf]) {
            const left = of(less, collection);
            expect(of(whole, collection)).toEqual(expect.arrayContaining([...left]));
            expect(left.filter((field) => hidden.includes(field))).toEqual([]);
          }
        }
      }),
    );
  });

  it('[C11] what can be read is read as it stands, and all that is read holds to the schema', () => {
    fc.assert(
      fc.property(anything, (stored) => {
        const { rules } = readFieldRules(stored);
        expect(fieldRules.safeParse(rules).success).toBe(true);
        expect(readFieldRules(rules)).toEqual({ rules, problems: [] });
      }),
    );
    const rules: FieldRules = { customers: { mobile: 'hidden', email: 'readOnly' } };
    expect(readFieldRules(rules)).toEqual({ rules, problems: [] });
    expect(readFieldRules(undefined)).toEqual({ rules: {}, problems: [] });
  });

  it('[C11] what cannot be read takes all that it could have meant, and names no more than where it is', () => {
    expect(readFieldRules({ customers: { mobile: 'hiden', email: 'readOnly' } })).toEqual({
      rules: { customers: { mobile: 'hidden', email: 'readOnly' } },
      problems: ['customers.mobile'],
    });
    const all = readFieldRules('x').rules;
    for (const collection of collectionNames)
      for (const field of fieldNamesOf(collection))
        if (whyNotHidable(collection, field) === undefined)
          expect(all[collection]?.[field], `${collection}.${field}`).toBe('hidden');
  });
});
