import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Task, type TaskRepeat, task as taskModel } from '../model/task.ts';
import { stableId } from './ids.ts';
import { movedAlone, movedWithSeries, nextTaskId, nextTaskOf, nextTurnOf, turnsUntil } from './recurrence.ts';

const today = '2026-01-01';

function task(dueOn: string, repeats?: TaskRepeat): Task {
  return {
    id: stableId('task'),
    customerId: stableId('li'),
    title: '季度回访',
    kind: 'visit',
    priority: 'normal',
    status: 'done',
    dueOn,
    assigneeId: stableId('wang'),
    createdById: stableId('wang'),
    time: '09:30',
    minutes: 45,
    completedAt: '2026-01-05T02:00:00.000Z',
    completedById: stableId('wang'),
    ...(repeats && { repeats }),
  };
}

const monthly = { unit: 'month', every: 1 } as const;

describe('a series', () => {
  it.each([
    ['day', 3, '2026-03-30', '2026-04-02'],
    ['week', 2, '2026-12-21', '2027-01-04'],
    ['month', 1, '2026-01-15', '2026-02-15'],
    ['quarter', 1, '2026-11-30', '2027-02-28'],
    ['year', 1, '2028-02-29', '2029-02-28'],
  ] as const)('each %s × %i: after %s comes %s', (unit, every, dueOn, next) => {
    expect(nextTurnOf(task(dueOn, { unit, every }), today)?.dueOn).toBe(next);
  });

  it('keeps the end of the month, however short the months between', () => {
    const last = task('2026-01-31', monthly);
    expect(turnsUntil(last, today, '2026-06-30')).toEqual([
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
      '2026-05-31',
      '2026-06-30',
    ]);
  });

  it('ends with its last day', () => {
    expect(turnsUntil(task('2026-01-10', { ...monthly, until: '2026-03-10' }), today, '2027-01-01')).toEqual([
      '2026-02-10',
      '2026-03-10',
    ]);
    expect(nextTaskOf(task('2026-03-10', { ...monthly, until: '2026-04-09' }), today)).toBeUndefined();
  });

  it('comes once after a pause, not once for each turn that was missed', () => {
    const daily = task('2026-01-01', { unit: 'day', every: 1 });
    expect(nextTurnOf(daily, '2026-01-09')?.dueOn).toBe('2026-01-09');
    const weekly = task('2026-01-01', { unit: 'week', every: 1 });
    expect(nextTurnOf(weekly, '2026-01-09')?.dueOn).toBe('2026-01-15');
  });

  it('a task moved for once moves no other', () => {
    const moved: Task = { ...task('2026-01-31', monthly) };
    const alone = { ...moved, dueOn: '2026-02-03', repeats: movedAlone(moved) ?? monthly };
    expect(nextTurnOf(alone, today)?.dueOn).toBe('2026-02-28');
  });

  it('moved whole it counts from the new day', () => {
    const second = nextTaskOf(task('2026-01-31', monthly), today);
    expect(second?.dueOn).toBe('2026-02-28');
    const whole = { dueOn: '2026-02-15', repeats: movedWithSeries(second ?? {}) ?? monthly };
    expect(nextTurnOf(whole, today)?.dueOn).toBe('2026-03-15');
  });

  it('always goes on: the next day is later, and never in the past', () => {
    const repeat = fc.record({
      unit: fc.constantFrom('day', 'week', 'month', 'quarter', 'year'),
      every: fc.integer({ min: 1, max: 52 }),
    });
    const day = fc
      .date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(repeat, day, day, (repeats, dueOn, now) => {
        const next = nextTurnOf({ dueOn, repeats }, now);
        return next !== undefined && next.dueOn > dueOn && next.dueOn >= now;
      }),
    );
  });
});

describe('the next task of a series', () => {
  it('is open, knows the one before, and keeps hour, length and people', () => {
    const first = task('2026-01-31', monthly);
    const next = nextTaskOf(first, today);
    expect(next).toMatchObject({ status: 'open', previousId: first.id, time: '09:30', minutes: 45 });
    expect(next).not.toHaveProperty('completedAt');
    expect(next).not.toHaveProperty('id');
  });

  it('takes nothing over that a store keeps beside the task', () => {
    const stored = { ...task('2026-01-31', monthly), rev: 7 };
    const next = nextTaskOf(stored, today);
    expect(next).not.toHaveProperty('rev');
    expect(taskModel.safeParse({ ...next, id: nextTaskId(stored.id) }).success).toBe(true);
  });

  it('has the same id on whichever device it is made, and another than the one after it', () => {
    const second = nextTaskId(stableId('task'));
    expect(nextTaskId(stableId('task'))).toBe(second);
    expect(nextTaskId(second)).not.toBe(second);
  });

  it('there is none of a task that does not repeat', () => {
    expect(nextTaskOf(task('2026-01-31'), today)).toBeUndefined();
  });
});
