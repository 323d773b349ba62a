import { describe, expect, it } from 'vitest';
import { choicesOf, ruleDifferences, withRule } from './field-rule-draft.ts';

const choice = (collection: 'customers' | 'tasks' | 'holdings', field: string) =>
  choicesOf('teller', collection).find((one) => one.field === field);

describe('what IT can take from a role', () => {
  it('is the sight of what need not be there, and the hand from what the role may change', () => {
    expect(choice('customers', 'mobile')?.takable).toEqual(['readOnly', 'hidden']);
    expect(choice('customers', 'name')?.takable).toEqual(['readOnly']);
    expect(choice('holdings', 'purpose')?.takable).toEqual(['hidden']);
  });

  it('is nothing where there is nothing to take, and why is said', () => {
    expect(choice('customers', 'annualIncome')).toMatchObject({ takable: [], fixed: 'hiddenByDesign' });
    expect(choice('customers', 'customerNo')).toMatchObject({ takable: [], fixed: 'required' });
    expect(choice('tasks', 'note')).toMatchObject({ takable: [], fixed: 'needed' });
  });

  it('can be given back, and nothing is left of it', () => {
    const taken = withRule({}, 'customers', 'mobile', 'hidden');
    expect(taken).toEqual({ customers: { mobile: 'hidden' } });
    expect(withRule(taken, 'customers', 'mobile', undefined)).toEqual({});
    expect(ruleDifferences(taken, withRule({}, 'customers', 'email', 'readOnly'))).toEqual([
      { collection: 'customers', field: 'mobile', after: undefined },
      { collection: 'customers', field: 'email', after: 'readOnly' },
    ]);
  });
});
