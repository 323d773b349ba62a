import { describe, expect, it } from 'vitest';
import type { HostInfo } from '#shared/ipc/desktop-api.ts';
import type { PolicyLayer } from '#shared/policy/layers.ts';
import { policiesOf, serverPoliciesOf } from './policies-of.ts';

const host = (...layers: PolicyLayer[]): HostInfo => ({
  host: 'electron',
  version: '1.0.0',
  platform: 'win32',
  serverUrl: 'https://crm.bank.example',
  standbyUrls: [],
  policies: { layers, problems: [] },
});
const session = { idleLockMinutes: 5, lockedHours: 12, signOut: 'keep' as const };

describe('what holds for a session', () => {
  it('is what the server says to this person, not what it said to the desktop before', () => {
    const before: PolicyLayer = { source: 'serverPolicy', values: { exports: 'forbidden', language: 'en' } };
    const { effective } = policiesOf(host(before), { ...session, language: 'zh-CN' });
    expect(effective.exports).toMatchObject({ value: 'allowed', source: 'builtIn' });
    expect(effective.language).toMatchObject({ value: 'zh-CN', source: 'serverPolicy', locked: true });
  });

  it('is the stricter of machine and server where customers are protected', () => {
    const machine: PolicyLayer = {
      source: 'machinePolicy',
      values: { idleLockMinutes: 10, masking: 'always' },
    };
    const { effective } = policiesOf(host(machine), { ...session, masking: 'on-request' });
    expect(effective.idleLockMinutes).toMatchObject({ value: 5, source: 'serverPolicy' });
    expect(effective.masking).toMatchObject({ value: 'always', source: 'machinePolicy' });
  });
});

it('of the server’s policy only what is about the desktop is kept for before a sign-in', () => {
  expect(serverPoliciesOf({ ...session, updateChannel: 'early', notifications: false })).toEqual({
    idleLockMinutes: 5,
    updateChannel: 'early',
  });
});
