import { type DayNumber, dateOfDay, dayPlusMonths } from '#shared/domain/day-number.ts';
import type { Random } from '#shared/domain/random.ts';
import { luhnDigit } from '#shared/domain/scan.ts';
import type { Holding } from '#shared/model/holding.ts';
import { type DemoBank, yuan } from './bank.ts';
import { demoId } from './ids.ts';
import { instalmentOf, outstandingAfter } from './loan-plan.ts';
import type { Member } from './member.ts';

/** Opens holdings of one customer, numbering them as it goes. */
export class HoldingFactory {
  readonly holdings: Holding[];
  private readonly bank: DemoBank;
  private readonly member: Member;
  private readonly random: Random;

  constructor(bank: DemoBank, member: Member, random: Random, holdings: readonly Holding[] = []) {
    this.holdings = [...holdings];
    this.bank = bank;
    this.member = member;
    this.random = random;
  }

  /** An asset without a fixed end. `amount` in yuan. */
  asset(productCode: string, amount: number, openedDaysAgo: number): Holding {
    const holding = this.base(productCode, openedDaysAgo);
    holding.balance = yuan(amount, this.random.int(0, 99));
    holding.profit = yuan(amount * 0.009);
    return this.add(holding);
  }

  /** A deposit, wealth product or bond with a term: it began a term before it matures. */
  term(productCode: string, amount: number, months: number, maturesOn: DayNumber): Holding {
    const opened = Math.min(dayPlusMonths(maturesOn, -months), this.bank.today);
    const holding = this.base(productCode, this.bank.today - opened);
    holding.balance = yuan(amount);
    holding.principal = yuan(amount);
    holding.maturesOn = dateOfDay(maturesOn);
    holding.profit = yuan(amount * 0.006);
    if (maturesOn < this.bank.today) holding.status = 'matured';
    return this.add(holding);
  }

  /** A loan of `amount` yuan over `count` months, of which `paid` are paid and `overdue` should have been. */
  loan(productCode: string, amount: number, count: number, paid: number, overdue: number): Holding {
    const { random, bank } = this;
    const nextDue = overdue > 0 ? bank.today - random.int(2, 27) : bank.today + random.int(0, 30);
    const oldestUnpaid = dayPlusMonths(nextDue, overdue > 0 ? 1 - overdue : 0);
    const opened = dayPlusMonths(oldestUnpaid, -(paid + 1));
    const holding = this.base(productCode, bank.today - opened);
    const plan = {
      principal: Math.round(amount) * 100,
      rateBasisPoints: holding.rateBasisPoints ?? 0,
      count,
    };
    const balance = outstandingAfter(plan, paid);
    holding.principal = { minor: plan.principal, currency: 'CNY' };
    holding.balance = { minor: balance, currency: 'CNY' };
    holding.maturesOn = dateOfDay(dayPlusMonths(opened, count));
    holding.status = overdue > 0 ? 'overdue' : 'active';
    holding.instalments = {
      amount: { minor: instalmentOf(plan), currency: 'CNY' },
      count,
      paid,
      nextDueOn: dateOfDay(oldestUnpaid),
      overdue,
    };
    holding.profit = { minor: Math.round(balance * 0.012), currency: 'CNY' };
    return this.add(holding);
  }

  /** A card, a policy, a standing order: something that earns fees. `amount` in yuan. */
  service(productCode: string, amount: number, openedDaysAgo: number): Holding {
    const holding = this.base(productCode, openedDaysAgo);
    holding.balance = yuan(amount);
    holding.profit = yuan(this.random.int(5, 120));
    return this.add(holding);
  }

  /** What the customer is known to keep with other banks. */
  elsewhere(name: string, amount: number): Holding {
    const holding = this.base('DEM', this.random.int(100, 1500));
    holding.productName = name;
    holding.place = 'other_bank';
    holding.balance = yuan(amount);
    delete holding.productId;
    delete holding.accountNo;
    delete holding.rateBasisPoints;
    return this.add(holding);
  }

  private base(productCode: string, openedDaysAgo: number): Holding {
    const product = this.bank.product(productCode);
    const number = this.holdings.length;
    return {
      id: demoId(this.bank.seed, 'holding', `${this.member.index}.${number}`),
      customerId: this.member.id,
      category: product.category,
      kind: product.holdingKind,
      place: 'ours',
      status: 'active',
      productId: product.id,
      productName: product.name,
      accountNo: this.accountNo(product.holdingKind === 'card', number),
      balance: yuan(0),
      openedOn: dateOfDay(this.bank.today - Math.max(0, Math.round(openedDaysAgo))),
      ...(product.rateBasisPoints === undefined ? {} : { rateBasisPoints: product.rateBasisPoints }),
    };
  }

  private accountNo(card: boolean, number: number): string {
    const owner = String(this.member.index).padStart(8, '0');
    const digits = `62170099${owner}${String(number).padStart(2, '0')}`;
    return card
      ? `${digits}${luhnDigit(digits)}`
      : `1${this.member.team.branch.code.slice(1)}${owner}${String(number).padStart(4, '0')}`;
  }

  private add(holding: Holding): Holding {
    this.holdings.push(holding);
    return holding;
  }
}
