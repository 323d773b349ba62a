import type { Random } from '#shared/domain/random.ts';
import type { Holding } from '#shared/model/holding.ts';
import { type DemoBank, yuan } from './bank.ts';
import { HoldingFactory } from './holding-factory.ts';
import type { RetailMember } from './member.ts';

const terms = [
  ['TD03', 3],
  ['TD06', 6],
  ['TD12', 12],
  ['TD24', 24],
  ['TD36', 36],
  ['TD60', 60],
] as const;
const otherBanks = ['他行活期存款', '他行定期存款', '他行理财', '他行公积金账户'];

/** What a private person holds: most of it follows from wealth and age, some of it from chance. */
export function retailHoldings(bank: DemoBank, member: RetailMember, random: Random): Holding[] {
  const factory = new HoldingFactory(bank, member, random);
  const { wealth, age, lifecycle } = member;
  if (lifecycle === 'potential') {
    if (random.chance(0.5)) factory.elsewhere(random.pick(otherBanks), roundTo(wealth, 10_000));
    return factory.holdings;
  }
  const adultDays = Math.max(30, (age - 17) * 365);
  const sinceDays = Math.min(adultDays, random.int(20, 6000));
  const demand = factory.asset('DEM', 0, age < 18 ? Math.min(age * 365, random.int(20, 900)) : sinceDays);
  if (lifecycle === 'lost') {
    demand.status = 'closed';
    demand.balance = yuan(0);
    demand.principal = yuan(wealth * 0.2);
    return factory.holdings;
  }
  if (lifecycle === 'dormant') {
    demand.balance = yuan(random.int(0, 900), random.int(0, 99));
    if (random.chance(0.3)) factory.service('DC01', 0, sinceDays);
    return factory.holdings;
  }
  let rest = wealth;
  const spend = (share: number, step: number) => {
    const amount = roundTo(rest * share, step);
    rest = Math.max(0, rest - amount);
    return amount;
  };
  const deposits =
    rest > 15_000 && random.chance(0.25 + age / 140) ? random.int(1, rest > 300_000 ? 3 : 2) : 0;
  for (let i = 0; i < deposits && rest > 8000; i++)
    timeDeposit(bank, factory, random, spend(0.3 + 0.25 * random.next(), 1000));
  if (rest > 60_000 && random.chance(0.4)) {
    const [code, months] = random.pick([
      ['WM01', 3],
      ['WM02', 12],
    ] as const);
    factory.term(code, spend(0.4, 10_000), months, bank.today + random.int(1, months * 30));
  }
  if (rest > 10_000 && random.chance(0.24))
    factory.asset(random.pick(['FU01', 'FU02', 'FU03']), spend(0.3, 100), random.int(30, 1400));
  if (rest > 20_000 && age > 45 && random.chance(0.12)) {
    factory.term('BD01', spend(0.4, 1000), 36, bank.today + random.int(20, 1090));
  }
  demand.balance = yuan(Math.min(rest, 30_000 + wealth * 0.1), random.int(0, 99));
  demand.profit = yuan(demand.balance.minor * 0.00012);
  if (age >= 16 && random.chance(0.55)) factory.service('DC01', 0, Math.min(sinceDays, 2500));
  borrow(factory, member, random);
  if (age >= 25 && random.chance(0.1))
    factory.service(random.pick(['IN01', 'IN02']), roundTo(wealth * 0.08, 1000), random.int(60, 2500));
  if (wealth > 50_000 && random.chance(0.15))
    factory.elsewhere(random.pick(otherBanks), roundTo(wealth * random.next(), 10_000));
  return factory.holdings;
}

/** Three in ten mature within two months, so that there is something to remind of. */
export function timeDeposit(bank: DemoBank, factory: HoldingFactory, random: Random, amount: number): void {
  const [code, months] = random.pick(terms);
  const term = Math.floor(months * 30.4);
  const left = random.chance(0.3) ? random.int(1, Math.min(60, term)) : random.int(1, term);
  factory.term(code, amount, months, bank.today + (random.chance(0.03) ? -random.int(1, 40) : left));
}

function borrow(factory: HoldingFactory, { age, income }: RetailMember, random: Random): void {
  const overdue = random.chance(0.035)
    ? random.weighted([[1, 7] as const, [2, 2] as const, [3, 1] as const])
    : 0;
  const monthsOfWork = Math.max(1, (age - 23) * 12);
  if (age >= 25 && age <= 60 && random.chance(0.2)) {
    const count = random.pick([120, 180, 240, 300, 360]);
    factory.loan(
      'LN01',
      roundTo(income * 5 + 200_000, 10_000),
      count,
      random.int(0, Math.min(count - 4, monthsOfWork, 160)),
      overdue,
    );
  } else if (age >= 22 && age <= 62 && random.chance(0.12)) {
    const code = random.chance(0.25) ? 'LN03' : 'LN02';
    const count = random.pick([12, 24, 36, 60]);
    factory.loan(
      code,
      roundTo(income * 0.8 + 10_000, 1000),
      count,
      random.int(0, Math.min(count - 4, monthsOfWork)),
      overdue,
    );
  }
  if (age >= 20 && age <= 65 && random.chance(0.18))
    factory.service('CC01', random.int(200, 12_000), random.int(60, 2200));
}

function roundTo(amount: number, step: number): number {
  return Math.max(step, Math.round(amount / step) * step);
}
