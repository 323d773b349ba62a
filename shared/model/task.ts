import { z } from 'zod';
import { businessDate, instant, line, prose, uuid } from './primitives.ts';

export const taskKind = z.enum(['call', 'visit', 'follow_up', 'maturity', 'document', 'other']);
export const taskPriority = z.enum(['high', 'normal', 'low']);
export const taskStatus = z.enum(['open', 'done', 'cancelled']);

export const taskRepeat = z.strictObject({
  unit: z.enum(['day', 'week', 'month', 'quarter', 'year']),
  every: z.int().min(1).max(52),
  until: businessDate.optional(),
  /**
   * The day that the series counts from, and how many turns after it this task stands: so a month end stays one, and a
   * task moved for once moves no other. Absent: the series counts from this task's own day.
   */
  countsFrom: businessDate.optional(),
  turn: z.int().min(0).max(20_000).optional(),
});
export type TaskRepeat = z.infer<typeof taskRepeat>;

/** Something to do for a customer by a day. Completed tasks keep who and when. */
export const task = z.strictObject({
  id: uuid,
  customerId: uuid,
  title: line(120),
  kind: taskKind,
  priority: taskPriority,
  status: taskStatus,
  dueOn: businessDate,
  assigneeId: uuid,
  createdById: uuid,
  /** The hour it begins, local to the branch: `HH:MM`. Absent: some time that day. */
  time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .optional(),
  minutes: z.int().min(5).max(720).optional(),
  place: line(120).optional(),
  /** It comes again: done or cancelled, the next one is made. */
  repeats: taskRepeat.optional(),
  /** The task of the same series before this one. */
  previousId: uuid.optional(),
  note: prose(2000).optional(),
  completedAt: instant.optional(),
  completedById: uuid.optional(),
});
export type Task = z.infer<typeof task>;
