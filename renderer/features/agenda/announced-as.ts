import type { Task } from '#shared/model/task.ts';

/**
 * With which word an hour of today's plan is announced in front of whoever looks; `undefined` for what needs none. Who
 * signs in after the hour is told that it has come; that of an earlier day is among what is overdue, and is said only to
 * who put it off until now.
 */
export function announcedAs(
  { dueOn, time }: Pick<Task, 'dueOn' | 'time'>,
  today: string,
  now: number,
  putOff: boolean,
): 'begins' | 'began' | undefined {
  if (time === undefined || (dueOn < today && !putOff)) return undefined;
  return new Date(`${dueOn}T${time}`).getTime() > now ? 'begins' : 'began';
}
