import type { Customer } from '../model/customer.ts';
import type { Holding } from '../model/holding.ts';
import type { Money } from '../model/primitives.ts';
import type { ServiceCase } from '../model/service-case.ts';
import type { Task } from '../model/task.ts';
import { type BusinessDate, nextAnniversary, plusDays } from './business-date.ts';
import { defaultLeadDays, type LeadDays, type ReminderKind } from './lead-days.ts';
import { type LunarDate, lunarDateOf, nextLunarBirthday } from './lunar.ts';

export interface Reminder {
  /** The same wherever and whenever it is computed: kind, what it is about, and the day. Ids only, no words. */
  key: string;
  kind: ReminderKind;
  customerId: string;
  dueOn: BusinessDate;
  /** The day on which it first shows. */
  from: BusinessDate;
  /** Of an instalment or a maturity. */
  holdingId?: string;
  productId?: string | undefined;
  productName?: string;
  amount?: Money;
  /** Instalments past due and unpaid. */
  overdue?: number;
  /** Of a birthday that is kept by the lunar calendar. */
  lunar?: LunarDate;
  /** Of a task with an hour, and of a visit. */
  task?: Task;
  /** What waits for an answer. */
  case?: ServiceCase;
}

export interface ReminderInput {
  customers: readonly Customer[];
  holdings: readonly Holding[];
  /** The user's own open ones. */
  tasks?: readonly Task[];
  cases?: readonly ServiceCase[];
  today: BusinessDate;
  lead?: LeadDays;
}

/**
 * What falls due soon: loan instalments, maturities of deposits and other assets, birthdays, what stands in one's
 * diary, and answers to complaints. Pure, so that a replica computes it offline. Ordered by day; overdue instalments
 * first, whatever their day.
 */
export function dueReminders({
  customers,
  holdings,
  tasks = [],
  cases = [],
  today,
  lead = defaultLeadDays,
}: ReminderInput): Reminder[] {
  const found = [
    ...holdings.flatMap((holding) => reminderOfHolding(holding, today)),
    ...customers.flatMap((customer) => birthdayOf(customer, today)),
    ...tasks.flatMap((task) => scheduleOf(task, today)),
    ...cases.flatMap(answerOf),
  ].map((due) => named(due, lead));
  return found
    .filter(({ from, overdue = 0 }) => from <= today || overdue > 0)
    .sort(
      (a, b) =>
        Number((b.overdue ?? 0) > 0) - Number((a.overdue ?? 0) > 0) ||
        a.dueOn.localeCompare(b.dueOn) ||
        (a.task?.time ?? '').localeCompare(b.task?.time ?? '') ||
        a.customerId.localeCompare(b.customerId),
    );
}

type Due = Omit<Reminder, 'key' | 'from'>;

function named(due: Due, lead: LeadDays): Reminder {
  const about = due.holdingId ?? due.task?.id ?? due.case?.id ?? due.customerId;
  return {
    ...due,
    key: `${due.kind} ${about} ${due.dueOn}`,
    from: plusDays(due.dueOn, -lead[due.kind]),
  };
}

function reminderOfHolding(holding: Holding, today: BusinessDate): Due[] {
  // The date of a card is when its plastic expires, not when money falls due.
  if (holding.status === 'closed' || holding.kind === 'card') return [];
  const about = {
    customerId: holding.customerId,
    holdingId: holding.id,
    productId: holding.productId,
    productName: holding.productName,
  };
  const plan = holding.instalments;
  if (holding.category === 'liability') {
    if (plan?.nextDueOn === undefined) return [];
    return [
      { ...about, kind: 'instalment', dueOn: plan.nextDueOn, amount: plan.amount, overdue: plan.overdue },
    ];
  }
  const { maturesOn } = holding;
  if (maturesOn === undefined || maturesOn < today) return [];
  return [{ ...about, kind: 'maturity', dueOn: maturesOn, amount: holding.balance }];
}

function birthdayOf({ id, birthDate, birthdayCalendar }: Customer, today: BusinessDate): Due[] {
  if (birthDate === undefined) return [];
  const lunar = birthdayCalendar === 'lunar' ? lunarDateOf(birthDate) : undefined;
  const lunarDay = lunar && nextLunarBirthday(birthDate, today);
  return [
    {
      kind: 'birthday',
      customerId: id,
      dueOn: lunarDay ?? nextAnniversary(birthDate, today),
      ...(lunarDay !== undefined && lunar !== undefined && { lunar }),
    },
  ];
}

function scheduleOf(task: Task, today: BusinessDate): Due[] {
  if (task.status !== 'open' || task.dueOn < today) return [];
  if (task.time === undefined && task.kind !== 'visit') return [];
  return [{ kind: 'schedule', customerId: task.customerId, dueOn: task.dueOn, task }];
}

function answerOf(one: ServiceCase): Due[] {
  if (one.status === 'resolved') return [];
  return [{ kind: 'complaint', customerId: one.customerId, dueOn: one.dueOn, case: one }];
}
