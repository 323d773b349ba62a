import { describe, expect, it } from 'vitest';
import type { ServiceCase } from '../model/service-case.ts';
import { byUrgency, caseDueOn } from './case-terms.ts';
import { newId } from './ids.ts';

describe('the term of a case', () => {
  it('is one, three or seven business days by severity', () => {
    // A Monday.
    const from = '2026-11-16';
    expect(caseDueOn('urgent', from)).toBe('2026-11-17');
    expect(caseDueOn('serious', from)).toBe('2026-11-19');
    expect(caseDueOn('normal', from)).toBe('2026-11-25');
  });

  it('leaves out Saturday and Sunday, also when the case comes in on one', () => {
    expect(caseDueOn('urgent', '2026-11-20')).toBe('2026-11-23');
    expect(caseDueOn('urgent', '2026-11-21')).toBe('2026-11-23');
    expect(caseDueOn('serious', '2026-11-19')).toBe('2026-11-24');
  });

  it('orders by the day due, then by severity; what is resolved comes last, the latest first', () => {
    const one = (subject: string, changes: Partial<ServiceCase>): ServiceCase => ({
      id: newId(),
      customerId: newId(),
      kind: 'complaint',
      severity: 'normal',
      status: 'open',
      channel: 'counter',
      subject,
      detail: '…',
      openedAt: '2026-11-10T01:00:00.000Z',
      dueOn: '2026-11-20',
      ownerId: newId(),
      createdById: newId(),
      ...changes,
    });
    const resolved = (subject: string, resolvedAt: string) =>
      one(subject, { status: 'resolved', resolvedAt });
    const cases = [
      resolved('done first', '2026-11-11T01:00:00.000Z'),
      one('plain', {}),
      one('later', { dueOn: '2026-11-24', severity: 'urgent' }),
      resolved('done last', '2026-11-19T01:00:00.000Z'),
      one('grave', { severity: 'urgent', status: 'in_progress' }),
    ];
    expect(cases.toSorted(byUrgency).map(({ subject }) => subject)).toEqual([
      'grave',
      'plain',
      'later',
      'done last',
      'done first',
    ]);
  });
});
