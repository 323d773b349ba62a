import { expect, it } from 'vitest';
import type { Task } from '#shared/model/task.ts';
import { groupOf, sortTasks } from './group-tasks.ts';

const task = (id: string, dueOn: string, priority: Task['priority'] = 'normal'): Task => ({
  id,
  customerId: 'c',
  title: id,
  kind: 'call',
  priority,
  status: 'open',
  dueOn,
  assigneeId: 'u',
  createdById: 'u',
});

it('a task is overdue the day after it was due, not on the day', () => {
  expect(groupOf(task('a', '2026-02-28'), '2026-03-01')).toBe('overdue');
  expect(groupOf(task('a', '2026-03-01'), '2026-03-01')).toBe('today');
});

it('the week ahead ends on its seventh day, across a month’s end', () => {
  expect(groupOf(task('a', '2026-03-04'), '2026-02-25')).toBe('week');
  expect(groupOf(task('a', '2026-03-05'), '2026-02-25')).toBe('later');
});

it('of one day the urgent tasks come first', () => {
  const sorted = sortTasks([
    task('b', '2026-03-01', 'low'),
    task('c', '2026-03-01', 'high'),
    task('a', '2026-02-01'),
  ]);
  expect(sorted.map(({ id }) => id)).toEqual(['a', 'c', 'b']);
});
