import { z } from 'zod';
import { businessDate, instant, line, prose, uuid } from './primitives.ts';

export const taskKind = z.enum(['call', 'visit', 'follow_up', 'maturity', 'document', 'other']);
export const taskPriority = z.enum(['high', 'normal', 'low']);
export const taskStatus = z.enum(['open', 'done', 'cancelled']);

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
  note: prose(2000).optional(),
  completedAt: instant.optional(),
  completedById: uuid.optional(),
});
export type Task = z.infer<typeof task>;
