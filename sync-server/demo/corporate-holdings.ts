import type { Random } from '#shared/domain/random.ts';
import type { Holding } from '#shared/model/holding.ts';
import { type DemoBank, yuan } from './bank.ts';
import { HoldingFactory } from './holding-factory.ts';
import type { CorporateMember } from './member.ts';
import { timeDeposit } from './retail-holdings.ts';

/** What a company holds: a settlement account, idle money on term, the loans that finance its trade. */
export function corporateHoldings(bank: DemoBank, member: CorporateMember, random: Random): Holding[] {
  const factory = new HoldingFactory(bank, member, random);
  const { wealth, lifecycle, income } = member;
  if (lifecycle === 'potential') {
    if (random.chance(0.5)) factory.elsewhere('他行单位结算账户', Math.round(wealth / 10_000) * 10_000);
    return factory.holdings;
  }
  const account = factory.asset('DEMB', wealth * 0.5, Math.min(member.age * 365, random.int(40, 5000)));
  if (lifecycle === 'lost') {
    account.status = 'closed';
    account.principal = account.balance;
    account.balance = yuan(0);
    return factory.holdings;
  }
  if (lifecycle === 'dormant') {
    account.balance = yuan(random.int(0, 5000), random.int(0, 99));
    return factory.holdings;
  }
  if (random.chance(0.4)) timeDeposit(bank, factory, random, tenThousands(wealth * 0.3));
  if (random.chance(0.15))
    factory.term('WM01', tenThousands(wealth * 0.2), 3, bank.today + random.int(1, 90));
  const overdue = random.chance(0.05) ? random.int(1, 2) : 0;
  const history = member.age * 12;
  if (random.chance(0.4)) {
    factory.loan('LN04', tenThousands(income * 0.12), 12, random.int(0, Math.min(8, history)), overdue);
  }
  if (member.size !== 'micro' && random.chance(0.18)) {
    const count = random.pick([36, 60, 84]);
    factory.loan('LN05', tenThousands(income * 0.2), count, random.int(0, Math.min(count - 4, history)), 0);
  }
  if (random.chance(0.35)) factory.service('SO01', random.int(2000, 60_000), random.int(30, 1500));
  return factory.holdings;
}

function tenThousands(amount: number): number {
  return Math.max(1, Math.round(amount / 10_000)) * 10_000;
}
