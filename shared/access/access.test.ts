import { describe, expect, it } from 'vitest';
import { collections } from '../model/collections.ts';
import { abilityOf, hiddenFieldsOf, writableFieldsOf } from './ability.ts';
import { channelsOfFile, channelsOfUser, idsByKind } from './channels.ts';
import { asDesigned } from './field-rules.ts';
import { replicatingRoles, roleName } from './roles.ts';

const user = (role: Parameters<typeof channelsOfUser>[0]['role']) => ({
  userId: 'u1',
  role,
  branchId: 'b1',
  coverIds: ['c1'],
  coveredManagerIds: ['u2'],
  listedCustomerIds: [] as string[],
});

const sees = (channels: readonly string[], file: Omit<Parameters<typeof channelsOfFile>[0], 'customerId'>) =>
  channelsOfFile({ customerId: 'k1', ...file }).some((channel) => channels.includes(channel));

describe('channels', () => {
  it('[C1] show a teller the files of the own branch and of no other', () => {
    const channels = channelsOfUser({ ...user('teller'), coverIds: [], coveredManagerIds: [] });
    expect(sees(channels, { branchId: 'b1', coverIds: [] })).toBe(true);
    expect(sees(channels, { branchId: 'b2', managerId: 'u1', coverIds: [] })).toBe(false);
  });

  it('[C1] show a relationship manager the own and the covered portfolio, whatever the branch', () => {
    const channels = channelsOfUser(user('relationship_manager'));
    expect(sees(channels, { branchId: 'b9', managerId: 'u1', coverIds: [] })).toBe(true);
    expect(sees(channels, { branchId: 'b9', managerId: 'u2', coverIds: [] })).toBe(true);
    expect(sees(channels, { branchId: 'b1', managerId: 'u3', coverIds: [] })).toBe(false);
    expect(sees(channels, { branchId: 'b9', coverIds: ['c1'] })).toBe(true);
  });

  it.each(roleName.options.filter((role) => !replicatingRoles.includes(role)))(
    'give %s no customer file, not even by cover',
    (role) => {
      expect(channelsOfUser(user(role))).toEqual(['ref', 'user:u1']);
    },
  );

  it('split into the ids that the membership query needs', () => {
    expect(idsByKind(channelsOfUser(user('branch_manager')))).toEqual({
      branch: ['b1'],
      manager: ['u2'],
      cover: ['c1'],
      list: [],
    });
  });

  it('[X1] show a restricted file to those its list names, and to nobody by branch, portfolio or cover', () => {
    const file = { branchId: 'b1', managerId: 'u1', coverIds: ['c1'], restricted: true };
    for (const role of replicatingRoles) expect(sees(channelsOfUser(user(role)), file), role).toBe(false);
    const named = { ...user('teller'), branchId: 'b9', coverIds: [], listedCustomerIds: ['k1'] };
    expect(sees(channelsOfUser(named), file)).toBe(true);
    expect(channelsOfUser({ ...named, role: 'auditor' })).toEqual(['ref', 'user:u1']);
  });

  it('[W13] show a merged customer to nobody', () => {
    expect(channelsOfFile({ customerId: 'k1', branchId: 'b1', coverIds: ['c1'], merged: true })).toEqual([]);
  });
});

describe('field rules', () => {
  it('[C2] hide only optional top-level fields, so that a document without them is still valid', () => {
    for (const role of roleName.options) {
      for (const [name, { schema }] of Object.entries(collections)) {
        for (const field of hiddenFieldsOf(asDesigned(role), name as keyof typeof collections)) {
          const shape =
            'shape' in schema
              ? (schema.shape as Record<string, { safeParse(v: unknown): { success: boolean } }>)
              : {};
          expect(shape[field]?.safeParse(undefined).success, `${name}.${field}`).toBe(true);
        }
      }
    }
  });

  it('let nobody write a field that core banking masters, or one hidden from the role', () => {
    for (const role of roleName.options) {
      const writable = writableFieldsOf(asDesigned(role), 'customers');
      expect(writable).not.toEqual(expect.arrayContaining(['customerNo']));
      for (const field of [
        ...collections.customers.masteredFields,
        ...hiddenFieldsOf(asDesigned(role), 'customers'),
      ]) {
        expect(writable, `${role} ${field}`).not.toContain(field);
      }
    }
  });

  it('let tellers edit a phone number and complete a task, and nobody change a contact log', () => {
    expect(writableFieldsOf(asDesigned('teller'), 'customers')).toContain('mobile');
    expect(writableFieldsOf(asDesigned('teller'), 'tasks')).toContain('status');
    for (const role of roleName.options)
      expect(writableFieldsOf(asDesigned(role), 'contactLogs')).toEqual([]);
  });

  it('deny what is not granted: analysts, auditors and administrators write no customer data', () => {
    for (const role of ['analyst', 'auditor', 'it_admin'] as const) {
      const ability = abilityOf(role);
      expect(ability.can('update', 'customers')).toBe(false);
      expect(ability.can('create', 'contactLogs')).toBe(false);
      expect(ability.can('read', 'customers')).toBe(false);
    }
  });
});
