import { describe, expect, it } from 'vitest';
import { asDesigned } from '#shared/access/field-rules.ts';
import { roleName } from '#shared/access/roles.ts';
import { collectionNames } from '#shared/model/collections.ts';
import { dutiesOf, fieldAccessOf, viewOf } from './role-view.ts';

describe('the preview of a role', () => {
  it('shows a teller without the fields that are hidden from tellers, and with those they write', () => {
    const fields = new Map(
      fieldAccessOf(asDesigned('teller'), 'customers').map(({ field, access }) => [field, access]),
    );
    expect(fields.get('annualIncome')).toBe('hidden');
    expect(fields.get('mobile')).toBe('write');
    expect(fields.get('customerNo')).toBe('read');
    expect(
      new Map(
        fieldAccessOf(asDesigned('relationship_manager'), 'customers').map((f) => [f.field, f.access]),
      ).get('grade'),
    ).toBe('request');
  });

  it('lists no field of what a role does not see', () => {
    for (const role of roleName.options) {
      for (const collection of collectionNames) {
        expect(fieldAccessOf(asDesigned(role), collection).length > 0, `${role} ${collection}`).toBe(
          viewOf(asDesigned(role), collection).read,
        );
      }
    }
  });

  it('lets nobody but IT enter people, and IT read no customers', () => {
    for (const role of roleName.options) expect(dutiesOf(role).includes('people')).toBe(role === 'it_admin');
    expect(viewOf(asDesigned('it_admin'), 'customers').read).toBe(false);
  });
});
