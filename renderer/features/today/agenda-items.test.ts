import { describe, expect, it } from 'vitest';
import type { Reminder } from '#shared/domain/reminders.ts';
import type { Task } from '#shared/model/task.ts';
import { agendaOf, type Filter, groupOf, matches } from './agenda-items.ts';

const task = (id: string, dueOn: string, change: Partial<Task> = {}): Task => ({
  id,
  customerId: 'c',
  title: id,
  kind: 'call',
  priority: 'normal',
  status: 'open',
  dueOn,
  assigneeId: 'u',
  createdById: 'u',
  ...change,
});
const reminder = (key: string, dueOn: string, change: Partial<Reminder> = {}): Reminder => ({
  key,
  kind: 'maturity',
  customerId: 'c',
  dueOn,
  from: dueOn,
  ...change,
});
const today = '2026-02-27';
const idsOf = (tasks: Task[], reminders: Reminder[]) => agendaOf(tasks, reminders, today).map(({ id }) => id);

describe('the agenda', () => {
  it('groups by urgency: overdue only the day after, the week to its seventh day, over the end of a month', () => {
    const days = ['2026-02-26', '2026-02-27', '2026-02-28', '2026-03-01', '2026-03-06', '2026-03-07'];
    expect(days.map((day) => groupOf(day, today))).toEqual([
      'overdue',
      'today',
      'tomorrow',
      'week',
      'week',
      'later',
    ]);
  });

  it('of one day goes by the hour; what has none comes after it, the urgent first', () => {
    const tasks = [
      task('low', today, { priority: 'low' }),
      task('ten', today, { time: '10:00' }),
      task('high', today, { priority: 'high' }),
      task('nine', today, { time: '09:15', priority: 'low' }),
      task('older', '2026-02-01'),
    ];
    expect(idsOf(tasks, [reminder('due', today)])).toEqual(['older', 'nine', 'ten', 'high', 'due', 'low']);
  });

  it('shows a task once, and no reminder of it beside it', () => {
    const visit = task('visit', today, { time: '10:00' });
    expect(idsOf([visit], [reminder('visit', today, { kind: 'schedule', task: visit })])).toEqual(['visit']);
  });

  it('counts an overdue instalment as overdue, whenever the next one is due', () => {
    const [item] = agendaOf([], [reminder('late', '2026-03-20', { kind: 'instalment', overdue: 2 })], today);
    expect(groupOf(item?.day ?? '', today)).toBe('overdue');
  });

  it('is narrowed to tasks, visits or reminders', () => {
    const items = agendaOf(
      [task('call', today), task('visit', today, { kind: 'visit' })],
      [reminder('due', today)],
      today,
    );
    const shown = (filter: Filter) => items.filter((item) => matches(item, filter)).map(({ id }) => id);
    expect(shown('all')).toEqual(['call', 'visit', 'due']);
    expect(shown('tasks')).toEqual(['call', 'visit']);
    expect(shown('visits')).toEqual(['visit']);
    expect(shown('reminders')).toEqual(['due']);
  });
});
