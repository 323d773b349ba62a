import { expect, it } from 'vitest';
import { resources } from '#renderer/i18n/resources.ts';
import { changedPolicy, takenField } from './changed-names.ts';

const word = (namespace: string, key: string) => {
  const found = [namespace, ...key.split('.')].reduce<unknown>(
    (inner, part) => (inner as Record<string, unknown> | undefined)?.[part],
    resources.en,
  );
  return typeof found === 'string' ? found : undefined;
};

it('what IT changed of policy and rights is told in words, and what has none as it stands', () => {
  expect(changedPolicy('client_policy.roles.teller.idleLockMinutes', word)).toBe('Teller · Lock when idle');
  expect(changedPolicy('client_policy.all.reminderLeadDays.birthday', word)).toBe(
    'Everybody · Remind ahead: birthdays',
  );
  expect(changedPolicy('devices.alerts.silentDays', word)).toContain('Alert when not heard from for');
  expect(changedPolicy('client_policy', word)).toBe('client_policy');
  const model = { field: (_: string, field: string) => field.toUpperCase(), value: String };
  expect(takenField('customers.mobile', word, model)).toBe('Customer profiles · MOBILE');
});
