import type { Customer } from '../model/customer.ts';
import type { Holding } from '../model/holding.ts';
import { type BusinessDate, businessDateOf, daysBetween } from './business-date.ts';

/** How old the newest sign of life may be for a customer to count as active, in days. */
export const LIFECYCLE_DAYS = { booking: 90, contact: 180, opening: 180 } as const;

/** Which rule gave the stage. Each has a sentence in both languages under `file:lifecycle.rule`. */
export type LifecycleRule =
  | 'never_held'
  | 'all_closed'
  | 'loan_served'
  | 'booked'
  | 'contacted'
  | 'opened'
  | 'quiet';

export interface LifecycleFinding {
  readonly stage: Customer['lifecycle'];
  readonly rule: LifecycleRule;
  /** Holdings with us that are in force. */
  readonly held: number;
  /** The day of the sign of life that decided; of a quiet customer the last one known. */
  readonly on?: BusinessDate;
  /** Days from then to today. */
  readonly days?: number;
}

export interface LifecycleInput {
  readonly holdings: readonly Holding[];
  /** Instant of the newest contact. */
  readonly lastContactAt?: string | undefined;
  /** The newest booking, interest and fees left out. */
  readonly lastBookingOn?: BusinessDate | undefined;
  readonly today: BusinessDate;
}

/**
 * Where a customer stands with this bank (潜在/活跃/睡眠/流失), by what is known here: nothing held yet is potential, all
 * of it closed is lost; of the rest, a loan being repaid or a young sign of life makes active, and none dormant.
 */
export function lifecycleOf(input: LifecycleInput): LifecycleFinding {
  const { holdings, lastContactAt, lastBookingOn, today } = input;
  const ours = holdings.filter((holding) => holding.place === 'ours');
  const held = ours.filter((holding) => holding.status !== 'closed');
  if (ours.length === 0) return { stage: 'potential', rule: 'never_held', held: 0 };
  if (held.length === 0) return { stage: 'lost', rule: 'all_closed', held: 0 };
  const since = (on: BusinessDate) => ({ on, days: daysBetween(on, today) });
  const active = (rule: LifecycleRule, on: BusinessDate): LifecycleFinding => ({
    stage: 'active',
    rule,
    held: held.length,
    ...since(on),
  });

  const opened = held
    .map(({ openedOn }) => openedOn)
    .toSorted()
    .at(-1);
  const contact = lastContactAt === undefined ? undefined : businessDateOf(new Date(lastContactAt));
  const young = (on: BusinessDate | undefined, days: number): on is BusinessDate =>
    on !== undefined && daysBetween(on, today) <= days;
  if (young(lastBookingOn, LIFECYCLE_DAYS.booking)) return active('booked', lastBookingOn);
  if (held.some(isServed)) return { stage: 'active', rule: 'loan_served', held: held.length };
  if (young(contact, LIFECYCLE_DAYS.contact)) return active('contacted', contact);
  if (young(opened, LIFECYCLE_DAYS.opening)) return active('opened', opened);
  const last = [lastBookingOn, contact, opened]
    .flatMap((on) => on ?? [])
    .toSorted()
    .at(-1);
  return {
    stage: 'dormant',
    rule: 'quiet',
    held: held.length,
    ...(last === undefined ? {} : since(last)),
  };
}

/** A loan that is being repaid brings the customer to the bank each month. */
function isServed(holding: Holding): boolean {
  return (
    holding.category === 'liability' && holding.status !== 'defaulted' && holding.instalments !== undefined
  );
}
