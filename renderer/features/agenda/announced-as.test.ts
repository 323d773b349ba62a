import { describe, expect, it } from 'vitest';
import { announcedAs } from './announced-as.ts';

const today = '2026-11-23';
const at = (time: string) => new Date(`${today}T${time}`).getTime();

describe('an hour of the plan is announced', () => {
  it('as one that comes until it is there, then as one that has come', () => {
    const task = { dueOn: today, time: '15:45' };
    expect(announcedAs(task, today, at('15:30'), false)).toBe('begins');
    expect(announcedAs(task, today, at('15:45'), false)).toBe('began');
    expect(announcedAs(task, today, at('20:50'), false)).toBe('began');
  });

  it('not at all where it was another day, or has no hour', () => {
    expect(announcedAs({ dueOn: '2026-11-22', time: '15:45' }, today, at('08:00'), false)).toBeUndefined();
    expect(announcedAs({ dueOn: today }, today, at('08:00'), false)).toBeUndefined();
  });

  it('of another day where somebody put it off until now', () => {
    expect(announcedAs({ dueOn: '2026-11-22', time: '15:45' }, today, at('08:00'), true)).toBe('began');
  });
});
