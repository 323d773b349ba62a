import { dayNumberOf, monthEnd, monthNumberOf, yearAndMonth } from '#shared/domain/day-number.ts';
import type { Random } from '#shared/domain/random.ts';
import type { Holding } from '#shared/model/holding.ts';
import type { Snapshot } from '#shared/model/snapshot.ts';
import type { DemoBank } from './bank.ts';
import { demoId } from './ids.ts';
import { outstandingAfter } from './loan-plan.ts';
import type { Member } from './member.ts';
import { worthOf } from './worth.ts';

const MONTHS = 24;

/**
 * The last 24 months, the running one included: that one is what the holdings are now, the others go back from it.
 * A customer has no month before the first holding.
 */
export function snapshotsOf(
  bank: DemoBank,
  member: Member,
  holdings: readonly Holding[],
  random: Random,
): Snapshot[] {
  const ours = holdings.filter(({ place, category }) => place === 'ours' && category !== 'intermediary');
  if (ours.length === 0) return [];
  const current = monthNumberOf(bank.today);
  const opened = ours.map(({ openedOn }) => dayNumberOf(openedOn));
  const closedFor = random.int(9, 20);
  const byYear = new Map<number, Snapshot>();
  let drift = 1;
  const months = Array.from({ length: MONTHS }, (_, age) => {
    if (age > 0) drift = Math.max(0.2, drift * (1 + 0.07 * random.normal() - 0.006));
    return { age, drift };
  }).reverse();
  for (const { age, drift: factor } of months) {
    const end = monthEnd(current - age);
    const held = ours.filter((_, i) => (opened[i] ?? 0) <= end);
    if (held.length === 0) continue;
    const { year, month } = yearAndMonth(current - age);
    const worth = age === 0 ? worthOf(ours) : worthThen(held, age, factor, closedFor);
    const document = byYear.get(year) ?? {
      id: demoId(bank.seed, 'snapshot', `${member.index}.${year}`),
      customerId: member.id,
      year,
      currency: 'CNY',
      months: [],
    };
    document.months.push({ month, ...worth });
    byYear.set(year, document);
  }
  return [...byYear.values()];
}

function worthThen(held: readonly Holding[], age: number, factor: number, closedFor: number) {
  let assets = 0;
  let liabilities = 0;
  for (const holding of held) {
    const { category, status, kind, instalments, principal } = holding;
    if (category === 'liability') {
      const plan = { principal: principal?.minor ?? 0, rateBasisPoints: holding.rateBasisPoints ?? 0 };
      liabilities += instalments
        ? outstandingAfter({ ...plan, count: instalments.count }, instalments.paid - age)
        : Math.round(holding.balance.minor * factor);
    } else if (status === 'closed') {
      assets += age > closedFor ? Math.round((principal?.minor ?? 0) * factor) : 0;
    } else {
      const moves = kind === 'demand' || kind === 'fund';
      assets += moves ? Math.round(holding.balance.minor * factor) : holding.balance.minor;
    }
  }
  return { assets, liabilities };
}
