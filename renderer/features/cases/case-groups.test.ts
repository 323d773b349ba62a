import { describe, expect, it } from 'vitest';
import { newId } from '#shared/domain/ids.ts';
import type { ServiceCase } from '#shared/model/service-case.ts';
import { groupCases } from './case-groups.ts';

const open = (dueOn: string): ServiceCase => ({
  id: newId(),
  customerId: newId(),
  kind: 'complaint',
  severity: 'normal',
  status: 'open',
  channel: 'call',
  subject: dueOn,
  detail: '…',
  openedAt: '2026-11-10T01:00:00.000Z',
  dueOn,
  ownerId: newId(),
  createdById: newId(),
});

describe('open cases', () => {
  it('are grouped by how soon an answer is due, what is overdue first', () => {
    const days = ['2026-11-25', '2026-11-26', '2026-11-22', '2026-11-21', '2026-11-23'];
    const groups = groupCases(days.map(open), '2026-11-22');
    expect(groups.map(({ name, cases }) => [name, cases.map(({ subject }) => subject)])).toEqual([
      ['overdue', ['2026-11-21']],
      ['today', ['2026-11-22']],
      ['soon', ['2026-11-23', '2026-11-25']],
      ['later', ['2026-11-26']],
    ]);
  });

  it('make no group that is empty', () => {
    expect(groupCases([], '2026-11-22')).toEqual([]);
  });
});
