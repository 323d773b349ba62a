import { z } from 'zod';
import { contactChannel, contactDirection, contactOutcome } from './contact-log.ts';
import { businessDate, instant, line, prose, uuid } from './primitives.ts';

const own = { id: uuid, ownerId: uuid };

/** A view of the customer list that somebody saved under a name: filters, order, columns, grouping. */
const view = z.strictObject({
  ...own,
  kind: z.literal('view'),
  list: z.enum(['customers']),
  name: line(40),
  /** As the list's screen keeps it; read with its own schema there, so that an old view never breaks a new screen. */
  value: z.record(line(40), z.json()),
  /** Taken off the list of views. */
  removed: z.boolean().optional(),
});

/** What somebody did with a reminder, which itself is computed and never stored. */
const reminderState = z.strictObject({
  ...own,
  kind: z.literal('reminder'),
  /** Which reminder: its kind, what it is about and the day it falls on. Holds ids only. */
  key: line(120),
  customerId: uuid,
  state: z.enum(['snoozed', 'done', 'task']),
  /** Snoozed: not shown before this day or this moment. Absent: shown again, somebody took it back. */
  until: businessDate.or(instant).optional(),
  /** The task that was made of it. */
  taskId: uuid.optional(),
});

/** What somebody set for themselves, one document each: its id is the owner's. */
const preferences = z.strictObject({
  ...own,
  kind: z.literal('preferences'),
  /** Days ahead at which each kind of reminder first shows, where they differ from the bank's. */
  leadDays: z
    .strictObject({
      instalment: z.int().min(0).max(90).optional(),
      maturity: z.int().min(0).max(90).optional(),
      birthday: z.int().min(0).max(90).optional(),
      schedule: z.int().min(0).max(90).optional(),
      complaint: z.int().min(0).max(90).optional(),
    })
    .optional(),
  /** Whether the desktop says what falls due. */
  notify: z.boolean().optional(),
});

/**
 * A contact with somebody whose file is not here: a customer of another branch, offline. The server finds the file by
 * the number and puts the contact there; the number and the words are then gone from here.
 */
const unattachedContact = z.strictObject({
  ...own,
  kind: z.literal('unattached'),
  by: z.enum(['idNumber', 'card', 'customerNo']),
  number: line(40).optional(),
  /** As the person gave it, for people to read. */
  name: line(120).optional(),
  reason: line(200),
  channel: contactChannel,
  direction: contactDirection,
  outcome: contactOutcome,
  occurredAt: instant,
  note: prose(4000).optional(),
  /** `waiting` for the server; `unknown`: no customer has this number. */
  state: z.enum(['waiting', 'matched', 'unknown', 'discarded']),
  contactLogId: uuid.optional(),
});

/** What belongs to one user and to nobody else. */
export const personal = z.discriminatedUnion('kind', [view, reminderState, preferences, unattachedContact]);
export type Personal = z.infer<typeof personal>;
export type SavedView = z.infer<typeof view>;
export type ReminderState = z.infer<typeof reminderState>;
export type Preferences = z.infer<typeof preferences>;
export type UnattachedContact = z.infer<typeof unattachedContact>;
