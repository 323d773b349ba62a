import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resources } from '#renderer/i18n/resources.ts';
import { roleName } from '#shared/access/roles.ts';
import type { PolicySettings } from '#shared/protocol/policy-settings.ts';
import {
  deviceFields,
  differencesOf,
  draftOf,
  type PolicyField,
  policyFields,
  readTyped,
  settingsOf,
  standingOf,
  typedOf,
} from './policy-fields.ts';

const builtIn = Object.fromEntries(
  roleName.options.map((role) => [role, { idleLockMinutes: role === 'teller' ? 5 : 10, exports: 'allowed' }]),
) as PolicySettings['builtIn'];
const limits = { silentDays: 7, unsentEdits: 100, clockMinutes: 5, failedSyncs: 10 };
const settings = (given: Partial<PolicySettings> = {}): PolicySettings => ({
  version: 'v',
  set: {},
  devices: {},
  builtIn,
  devicesBuiltIn: { approval: 'none', alerts: limits },
  invalid: [],
  ...given,
});
const named = (id: string): PolicyField => {
  const found = [...policyFields, ...deviceFields].find((field) => field.id === id);
  if (found === undefined) throw new Error(id);
  return found;
};

describe('the policy as it is typed', () => {
  it('comes back as it was set', () => {
    const set = {
      all: { externalHosts: ['help.bank.example', 'wiki.bank.example'], notifications: false },
      roles: { teller: { idleLockMinutes: 2, reminderLeadDays: { birthday: 3 }, signOut: 'erase' as const } },
    };
    const devices = { approval: 'required' as const, alerts: { silentDays: 3 } };
    const stored = settings({ set, devices });
    expect(settingsOf(draftOf(stored))).toEqual({ set, devices });
    expect(differencesOf(draftOf(stored), stored)).toEqual([]);
  });

  it('is never sent while something in it is wrong', () => {
    const draft = draftOf(settings());
    expect(settingsOf({ ...draft, teller: { idleLockMinutes: '0' } })).toBeUndefined();
    expect(settingsOf({ ...draft, all: { serverUrls: 'http://crm.bank.example' } })).toBeUndefined();
    expect(settingsOf({ ...draft, devices: { 'alerts.silentDays': 'x' } })).toBeUndefined();
  });

  it('is read without failing, whatever somebody types', () => {
    fc.assert(
      fc.property(fc.constantFrom(...policyFields, ...deviceFields), fc.string(), (field, typed) => {
        const read = readTyped(field, typed);
        if ('problem' in read || read.value === undefined) return;
        expect(readTyped(field, typedOf(read.value))).toEqual(read);
      }),
    );
  });

  it('holds for a role as the role has it, else as all have it, else as it is built in', () => {
    const lock = named('idleLockMinutes');
    const draft = draftOf(settings());
    const standing = (given: typeof draft, part: 'teller' | 'all') =>
      standingOf(lock, given, settings(), part);
    expect(standing(draft, 'teller')).toEqual({ value: 5, source: 'builtIn' });
    expect(standing(draft, 'all')).toMatchObject({ source: 'byRole' });
    expect(standing({ ...draft, all: { idleLockMinutes: '7' } }, 'teller')).toEqual({
      value: 7,
      source: 'all',
    });
    const both = { ...draft, all: { idleLockMinutes: '7' }, teller: { idleLockMinutes: '2' } };
    expect(standing(both, 'teller')).toEqual({ value: 2, source: 'role' });
    expect(standingOf(named('exports'), draft, settings(), 'all')).toEqual({
      value: 'allowed',
      source: 'builtIn',
    });
  });

  it('names what saving would change', () => {
    const stored = settings({ set: { all: { lockedHours: 8 } } });
    const draft = { ...draftOf(stored), all: {}, analyst: { masking: 'always' } };
    expect(
      differencesOf(draft, stored).map(({ part, field, before, after }) => [part, field.id, before, after]),
    ).toEqual([
      ['all', 'lockedHours', 8, undefined],
      ['analyst', 'masking', undefined, 'always'],
    ]);
  });
});

describe('the words of the policy', () => {
  const at = (from: object, path: string) =>
    path
      .split('.')
      .reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], from);

  it.each(['zh-CN', 'en'] as const)('name every policy and every choice in %s', (language) => {
    const { policy, settings: own } = resources[language];
    for (const field of [...policyFields, ...deviceFields]) {
      const name = at(own.policy.names, field.id) ?? at(policy.names, field.id);
      expect(name, field.id).toBeTypeOf('string');
      if (field.control.kind !== 'choice' || field.id === 'language') continue;
      for (const option of field.control.options) {
        const word = at(policy.values, `${field.id}.${option}`) ?? at(own.policy.values, option);
        expect(word, `${field.id} ${option}`).toBeTypeOf('string');
      }
    }
  });
});
