import { describe, expect, it } from 'vitest';
import { asDesigned } from '#shared/access/field-rules.ts';
import type { FieldValues, Mutation } from '#shared/model/mutation.ts';
import { customerDoc } from '../test/customer.ts';
import { checkAllowed, checkValid } from './check.ts';
import { compose } from './compose.ts';

const id = '01890000-0000-7000-8000-0000000000c1';

const stored = { ...customerDoc(id), rev: 3 };

function edit(next: FieldValues): Mutation {
  return {
    id: '01890000-0000-7000-8000-0000000000e1',
    collection: 'customers',
    documentId: id,
    customerId: id,
    op: 'update',
    intent: 'customer.edit',
    baseRev: 3,
    base: Object.fromEntries(Object.keys(next).map((field) => [field, stored[field as 'grade'] ?? null])),
    next,
    at: '2026-11-20T02:00:00.000Z',
  };
}

it('an edit that would write the replica’s own note beside a document is refused', () => {
  const leaked = edit({ occupation: '医生', rev: 3 });
  expect(() => checkValid(leaked, compose(stored, [leaked]) ?? stored)).toThrow('invalid');
});

describe('a change of what core banking masters', () => {
  it('[W9] is let pass for roles that may ask for it, and for these fields only', () => {
    const asked = edit({ grade: 'diamond', openedOn: '2020-01-03' });
    expect(() => checkAllowed(asDesigned('relationship_manager'), asked)).not.toThrow();
    expect(() => checkAllowed(asDesigned('branch_manager'), asked)).not.toThrow();
    expect(() => checkAllowed(asDesigned('teller'), asked)).toThrow('not_allowed');
    expect(() => checkAllowed(asDesigned('branch_manager'), edit({ customerNo: 'C2' }))).toThrow(
      'not_allowed',
    );
    expect(() => checkAllowed(asDesigned('branch_manager'), edit({ managerId: id }))).toThrow('not_allowed');
  });

  it('[W9] shows what its author may write at once, and what is only asked for not before it is granted', () => {
    const view = compose(stored, [edit({ grade: 'diamond', occupation: '医生' })]);
    expect(view).toMatchObject({ grade: 'gold', occupation: '医生' });
  });

  it('is checked as if it were granted', () => {
    const check = (next: FieldValues) => () =>
      checkValid(edit(next), compose(stored, [edit(next)]) ?? stored);
    expect(check({ grade: 'diamond' })).not.toThrow();
    expect(check({ grade: 'platinum' })).toThrow('invalid');
    expect(check({ openedOn: null })).toThrow('invalid');
  });
});
