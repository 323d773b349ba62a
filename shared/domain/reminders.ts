import type { Customer } from '../model/customer.ts';
import type { Holding } from '../model/holding.ts';
import type { Money } from '../model/primitives.ts';
import { type BusinessDate, nextAnniversary, plusDays } from './business-date.ts';

export interface LeadDays {
  instalment: number;
  maturity: number;
  birthday: number;
}

/** Days ahead at which each kind of reminder first shows. */
export const defaultLeadDays: LeadDays = { instalment: 7, maturity: 30, birthday: 7 };

export interface Reminder {
  kind: 'instalment' | 'maturity' | 'birthday';
  customerId: string;
  /** Absent for a birthday. */
  holdingId?: string;
  productId?: string | undefined;
  productName?: string;
  dueOn: BusinessDate;
  amount?: Money;
  /** Instalments past due and unpaid. */
  overdue?: number;
}

export interface ReminderInput {
  customers: readonly Customer[];
  holdings: readonly Holding[];
  today: BusinessDate;
  lead?: LeadDays;
}

/**
 * What falls due soon: loan instalments, maturities of deposits and other assets, birthdays (solar). Pure, so that
 * a replica computes it offline. Ordered by day; overdue instalments first, whatever their day.
 */
export function dueReminders({
  customers,
  holdings,
  today,
  lead = defaultLeadDays,
}: ReminderInput): Reminder[] {
  const found = [
    ...holdings.flatMap((holding) => reminderOfHolding(holding, today, lead)),
    ...customers.flatMap((customer) => birthdayOf(customer, today, lead)),
  ];
  return found.sort(
    (a, b) =>
      Number((b.overdue ?? 0) > 0) - Number((a.overdue ?? 0) > 0) ||
      a.dueOn.localeCompare(b.dueOn) ||
      a.customerId.localeCompare(b.customerId),
  );
}

function reminderOfHolding(holding: Holding, today: BusinessDate, lead: LeadDays): Reminder[] {
  if (holding.status === 'closed') return [];
  const about = {
    customerId: holding.customerId,
    holdingId: holding.id,
    productId: holding.productId,
    productName: holding.productName,
  };
  const plan = holding.instalments;
  if (holding.category === 'liability') {
    if (plan?.nextDueOn === undefined) return [];
    if (plan.overdue === 0 && plan.nextDueOn > plusDays(today, lead.instalment)) return [];
    return [
      { ...about, kind: 'instalment', dueOn: plan.nextDueOn, amount: plan.amount, overdue: plan.overdue },
    ];
  }
  const { maturesOn } = holding;
  if (maturesOn === undefined || maturesOn < today || maturesOn > plusDays(today, lead.maturity)) return [];
  return [{ ...about, kind: 'maturity', dueOn: maturesOn, amount: holding.balance }];
}

function birthdayOf(customer: Customer, today: BusinessDate, lead: LeadDays): Reminder[] {
  if (customer.birthDate === undefined) return [];
  const dueOn = nextAnniversary(customer.birthDate, today);
  return dueOn <= plusDays(today, lead.birthday)
    ? [{ kind: 'birthday', customerId: customer.id, dueOn }]
    : [];
}
