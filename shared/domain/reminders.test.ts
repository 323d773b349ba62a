import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Customer } from '../model/customer.ts';
import type { Holding } from '../model/holding.ts';
import type { ReminderState } from '../model/personal.ts';
import type { ServiceCase } from '../model/service-case.ts';
import type { Task } from '../model/task.ts';
import { plusDays } from './business-date.ts';
import { dateOfDay, dayNumberOf } from './day-number.ts';
import { stableId } from './ids.ts';
import { defaultLeadDays, leadDaysOf } from './lead-days.ts';
import { nextLunarBirthday } from './lunar.ts';
import { lunarBirthDates } from './reminder-search.ts';
import { announcementOf, snoozedUntil, waiting } from './reminder-state.ts';
import { dueReminders } from './reminders.ts';

const today = '2026-11-21';
const cny = (minor: number) => ({ minor, currency: 'CNY' });

function customer(name: string, birthDate: string): Customer {
  const id = stableId(name);
  return {
    id,
    customerId: id,
    customerNo: name,
    kind: 'retail',
    name,
    branchId: stableId('branch'),
    openedOn: '2020-01-01',
    lifecycle: 'active',
    grade: 'gold',
    birthDate,
  };
}

function holding(change: Partial<Holding>): Holding {
  return {
    id: stableId(JSON.stringify(change)),
    customerId: stableId('li'),
    category: 'asset',
    kind: 'time',
    place: 'ours',
    status: 'active',
    productName: '定期存款',
    balance: cny(5_000_000),
    openedOn: '2025-11-25',
    ...change,
  };
}

const loan = (nextDueOn: string, overdue: number) =>
  holding({
    category: 'liability',
    kind: 'loan',
    instalments: { amount: cny(803_300), count: 12, paid: 3, nextDueOn, overdue },
  });

describe('reminders', () => {
  it('reminds of a deposit that matures within the lead time, and of none later or past', () => {
    const holdings = ['2026-11-21', '2026-12-21', '2026-12-22', '2026-11-20'].map((maturesOn) =>
      holding({ maturesOn }),
    );
    expect(dueReminders({ customers: [], holdings, today }).map((reminder) => reminder.dueOn)).toEqual([
      '2026-11-21',
      '2026-12-21',
    ]);
  });

  it('puts overdue instalments first and leaves far ones out', () => {
    const holdings = [
      holding({ maturesOn: '2026-11-22' }),
      loan('2026-11-25', 0),
      loan('2026-12-10', 2),
      loan('2026-12-11', 0),
    ];
    expect(dueReminders({ customers: [], holdings, today }).map(({ kind, dueOn }) => [kind, dueOn])).toEqual([
      ['instalment', '2026-12-10'],
      ['maturity', '2026-11-22'],
      ['instalment', '2026-11-25'],
    ]);
  });

  it('is silent about closed holdings', () => {
    const holdings = [holding({ maturesOn: '2026-11-22', status: 'closed' })];
    expect(dueReminders({ customers: [], holdings, today })).toEqual([]);
  });

  it('reminds of birthdays over the turn of the year', () => {
    const customers = [customer('li', '1980-01-03'), customer('wu', '1980-01-09')];
    const found = dueReminders({ customers, holdings: [], today: '2026-12-30' });
    expect(found.map(({ customerId, dueOn }) => [customerId, dueOn])).toEqual([
      [stableId('li'), '2027-01-03'],
    ]);
  });
});

describe('reminders of one’s own diary and promises', () => {
  const task = (change: Partial<Task>): Task => ({
    id: stableId(JSON.stringify(change)),
    customerId: stableId('li'),
    title: '上门拜访',
    kind: 'call',
    priority: 'normal',
    status: 'open',
    dueOn: today,
    assigneeId: stableId('wang'),
    createdById: stableId('wang'),
    ...change,
  });
  const complaint = (change: Partial<ServiceCase>): ServiceCase => ({
    id: stableId(JSON.stringify(change)),
    customerId: stableId('li'),
    kind: 'complaint',
    severity: 'normal',
    status: 'open',
    channel: 'call',
    subject: '手续费',
    detail: '对手续费有异议',
    openedAt: '2026-11-10T01:00:00.000Z',
    dueOn: today,
    ownerId: stableId('wang'),
    createdById: stableId('wang'),
    ...change,
  });
  const due = (tasks: Task[], cases: ServiceCase[] = []) =>
    dueReminders({ customers: [], holdings: [], tasks, cases, today });

  it('reminds of tasks with an hour and of visits, in the order of the day', () => {
    const tasks = [
      task({ title: 'later', time: '15:00' }),
      task({ title: 'first', time: '09:00' }),
      task({ title: 'some time', kind: 'visit' }),
      task({ title: 'no hour' }),
      task({ title: 'done', time: '10:00', status: 'done' }),
      task({ title: 'next week', time: '10:00', dueOn: '2026-11-28' }),
    ];
    expect(due(tasks).map((reminder) => reminder.task?.title)).toEqual(['some time', 'first', 'later']);
  });

  it('reminds of an answer that is due or overdue until it is given', () => {
    const cases = [
      complaint({ subject: 'overdue', dueOn: '2026-11-10' }),
      complaint({ subject: 'soon', dueOn: '2026-11-24' }),
      complaint({ subject: 'later', dueOn: '2026-11-25' }),
      complaint({ subject: 'answered', status: 'resolved' }),
    ];
    expect(due([], cases).map((reminder) => reminder.case?.subject)).toEqual(['overdue', 'soon']);
  });
});

describe('a birthday by the lunar calendar', () => {
  // 十月十四 of 1949 is 1949-12-03; in 2026 it is 22 November.
  const kept = { ...customer('zhao', '1949-12-03'), birthdayCalendar: 'lunar' as const };

  it('is reminded of by its lunar day, and not by its solar one', () => {
    const [reminder] = dueReminders({ customers: [kept], holdings: [], today });
    expect(reminder).toMatchObject({ dueOn: '2026-11-22', lunar: { month: 10, day: 14, leap: false } });
    expect(dueReminders({ customers: [kept], holdings: [], today: '2026-12-01' })).toEqual([]);
  });

  it('is among the birth dates that a store is asked for, whatever the year of birth', () => {
    expect(lunarBirthDates(today, 7)).toContain(kept.birthDate);
    fc.assert(
      fc.property(
        fc.integer({ min: dayNumberOf('1920-01-01'), max: dayNumberOf('2010-12-31') }).map(dateOfDay),
        (birthDate) => {
          const next = nextLunarBirthday(birthDate, today) ?? '';
          return next > plusDays(today, 7) || lunarBirthDates(today, 7).includes(birthDate);
        },
      ),
    );
  });
});

describe('what somebody did with a reminder', () => {
  const [reminder] = dueReminders({ customers: [], holdings: [holding({ maturesOn: '2026-11-22' })], today });
  if (reminder === undefined) throw new Error('no reminder');
  const state = (change: Partial<ReminderState>): ReminderState => ({
    id: stableId('state'),
    ownerId: stableId('wang'),
    kind: 'reminder',
    key: reminder.key,
    customerId: reminder.customerId,
    state: 'snoozed',
    ...change,
  });
  const at = (moment: string) => new Date(`2026-11-${moment}`);
  const shown = (one: ReminderState, now: Date) => waiting([reminder], [one], now).length === 1;

  it('its key is the same tomorrow, and holds ids and the day only', () => {
    const again = dueReminders({
      customers: [],
      holdings: [holding({ maturesOn: '2026-11-22' })],
      today: '2026-11-22',
    });
    expect(again[0]?.key).toBe(reminder.key);
    expect(reminder.key).toMatch(/^maturity [0-9a-f-]{36} 2026-11-22$/);
  });

  it('snoozed for an hour it comes back after it, for a day on the next morning, for a week on Monday', () => {
    const now = at('21T10:00:00');
    const hour = state({ until: snoozedUntil('hour', now) });
    expect(shown(hour, at('21T10:59:00'))).toBe(false);
    expect(shown(hour, at('21T11:00:00'))).toBe(true);
    const day = state({ until: snoozedUntil('tomorrow', now) });
    expect(shown(day, at('21T23:59:00'))).toBe(false);
    expect(shown(day, at('22T00:01:00'))).toBe(true);
    // A Saturday.
    expect(snoozedUntil('week', now)).toBe('2026-11-23');
    expect(snoozedUntil('week', at('23T10:00:00'))).toBe('2026-11-30');
  });

  it('done or made a task it stays away; taken back it shows again', () => {
    expect(shown(state({ state: 'done' }), at('30T10:00:00'))).toBe(false);
    expect(shown(state({ state: 'task' }), at('30T10:00:00'))).toBe(false);
    expect(shown(state({}), at('21T10:00:00'))).toBe(true);
  });

  it('is announced in the morning of the day on which it first shows', () => {
    expect(announcementOf(reminder, [])).toEqual({
      key: reminder.key,
      at: new Date('2026-10-23T08:30').getTime(),
    });
  });

  it('put off it is announced once more, under a key of its own, when it comes back', () => {
    const until = '2026-11-21T11:00:00.000Z';
    expect(announcementOf(reminder, [state({ until })])).toEqual({
      key: `${reminder.key} ${until}`,
      at: Date.parse(until),
    });
  });
});

it('own days come before the bank’s, the bank’s before those built in', () => {
  expect(leadDaysOf({ maturity: 14, birthday: 3 }, { birthday: 0 })).toEqual({
    ...defaultLeadDays,
    maturity: 14,
    birthday: 0,
  });
});
