import { describe, expect, it } from 'vitest';
import type { OutboxEntry } from '#renderer/replica/api/edits.ts';
import { beginShift, noteEdits, summaryOf } from './shift.ts';

const START = new Date('2026-11-20T01:00:00.000Z');

function entry(id: string, given: Partial<OutboxEntry> = {}): OutboxEntry {
  return {
    mutationId: id,
    collection: 'contactLogs',
    documentId: id,
    customerId: 'c1',
    intent: 'contactLog.add',
    base: {},
    next: { note: '办理转账' },
    at: '2026-11-20T02:00:00.000Z',
    state: 'pending',
    ...given,
  };
}

describe('a shift', () => {
  it('counts what was done since the sign-in, by where it stands', () => {
    const shift = beginShift(START);
    noteEdits(shift, [
      entry('1'),
      entry('2', { state: 'accepted' }),
      entry('3', { intent: 'task.add', state: 'conflict' }),
      entry('4', { intent: 'customer.edit', state: 'sending' }),
      entry('of yesterday', { at: '2026-11-19T08:00:00.000Z' }),
    ]);
    expect(summaryOf(shift)).toMatchObject({ contacts: 2, others: 2, unsent: 2, attention: 1 });
  });

  it('remembers what the outbox has forgotten, as it was last told', () => {
    const shift = beginShift(START);
    noteEdits(shift, [entry('1')]);
    noteEdits(shift, [entry('1', { state: 'accepted' }), entry('2')]);
    noteEdits(shift, [entry('2', { state: 'accepted' })]);
    expect(summaryOf(shift)).toMatchObject({ contacts: 2, unsent: 0 });
  });

  it('counts a contact that has no file yet, and no setting of somebody’s own', () => {
    const shift = beginShift(START);
    noteEdits(shift, [
      entry('1', { intent: 'personal.unattached', collection: 'personal' }),
      entry('2', { intent: 'personal.view', collection: 'personal' }),
      entry('3', { intent: 'inbox.resolve', collection: 'inbox' }),
    ]);
    expect(summaryOf(shift)).toMatchObject({ contacts: 1, others: 0 });
  });

  it('keeps no values', () => {
    const shift = beginShift(START);
    noteEdits(shift, [entry('1')]);
    expect(JSON.stringify([...shift.edits])).not.toContain('转账');
  });
});
