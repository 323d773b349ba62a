import { describe, expect, it } from 'vitest';
import type { ContactLog } from '../model/contact-log.ts';
import type { Customer } from '../model/customer.ts';
import type { Holding } from '../model/holding.ts';
import type { Product } from '../model/reference.ts';
import type { ServiceCase } from '../model/service-case.ts';
import type { Transaction } from '../model/transaction.ts';
import { newId } from './ids.ts';
import type { OfferInput } from './offer.ts';
import { offersOf } from './offers.ts';

const today = '2026-11-22';
const id = newId();
const yuan = (amount: number) => ({ minor: amount * 100, currency: 'CNY' });
const customer: Customer = {
  id,
  customerId: id,
  customerNo: '1000000001',
  kind: 'retail',
  name: '张伟',
  branchId: newId(),
  openedOn: '2019-03-01',
  lifecycle: 'active',
  grade: 'gold',
  birthDate: '1988-06-01',
};
const holding = (fields: Partial<Holding>): Holding => ({
  id: newId(),
  customerId: id,
  category: 'asset',
  kind: 'demand',
  place: 'ours',
  status: 'active',
  productName: '活期存款',
  balance: yuan(0),
  openedOn: '2020-01-01',
  ...fields,
});
const product = (code: string, holdingKind: Product['holdingKind'], rateBasisPoints?: number): Product => ({
  id: newId(),
  kind: 'product',
  code,
  name: code,
  nameEn: code,
  category: holdingKind === 'card' ? 'intermediary' : 'asset',
  holdingKind,
  ...(rateBasisPoints === undefined ? {} : { rateBasisPoints }),
});
const daily = product('WM03', 'wealth', 190);
const fixed = product('WM02', 'wealth', 280);
const quarter = product('TD03', 'time', 80);
const debitCard = product('DC01', 'card');
const policy = { ...product('IN01', 'insurance'), category: 'intermediary' as const };
const fund = product('FU01', 'fund');
const products = [fixed, daily, quarter, debitCard, policy, fund];
const card = holding({ category: 'intermediary', kind: 'card', productId: debitCard.id });

const offers = (input: Partial<OfferInput>) =>
  offersOf({ customer, holdings: [card], products, contacts: [], today, ...input });
const rules = (input: Partial<OfferInput>) => offers(input).map(({ rule }) => rule);

const idle = [card, holding({ balance: yuan(80_000) })];
const answered = (
  response: 'declined' | 'later' | 'taken' | 'interested',
  occurredAt: string,
): ContactLog => ({
  id: newId(),
  customerId: id,
  channel: 'counter',
  direction: 'inbound',
  outcome: 'reached',
  occurredAt,
  note: '介绍理财',
  authorId: newId(),
  authorName: '李婷',
  offer: { rule: 'idleBalance', response },
});
const complaint: ServiceCase = {
  id: newId(),
  customerId: id,
  kind: 'complaint',
  severity: 'normal',
  status: 'open',
  channel: 'counter',
  subject: '排队太久',
  detail: '等候一小时',
  openedAt: '2026-11-20T03:00:00.000Z',
  dueOn: '2026-11-27',
  ownerId: newId(),
  createdById: newId(),
};

describe('what to offer a person', () => {
  it('is a wealth product that binds least where much lies idle, with the figure it went by', () => {
    expect(offers({ holdings: idle })).toEqual([
      { rule: 'idleBalance', productId: daily.id, because: { amount: yuan(80_000), rateBasisPoints: 190 } },
    ]);
    expect(rules({ holdings: [card, holding({ balance: yuan(30_000) })] })).toEqual([]);
    expect(rules({ holdings: [...idle, holding({ kind: 'time', balance: yuan(1) })] })).toEqual([]);
  });

  it('is no investment from the age of eighty on, below eighteen, or of an unknown age', () => {
    for (const birthDate of ['1946-11-22', '2010-01-01']) {
      const [offer] = offers({ holdings: idle, customer: { ...customer, birthDate } });
      expect(offer).toMatchObject({ rule: 'idleBalance', productId: quarter.id });
    }
    const { birthDate: _unknown, ...ageless } = customer;
    expect(offers({ holdings: idle, customer: ageless })[0]).toMatchObject({ productId: quarter.id });
  });

  it('is nothing while a complaint is open', () => {
    expect(rules({ holdings: idle, cases: [complaint] })).toEqual([]);
    expect(rules({ holdings: idle, cases: [{ ...complaint, status: 'resolved' }] })).toEqual(['idleBalance']);
  });

  it('is nothing that was declined in the last ninety days', () => {
    const declined = (at: string) => [answered('declined', at)];
    expect(rules({ holdings: idle, contacts: declined('2026-08-25T02:00:00.000Z') })).toEqual([]);
    expect(rules({ holdings: idle, contacts: declined('2026-08-20T02:00:00.000Z') })).toEqual([
      'idleBalance',
    ]);
  });

  it('rests two weeks after "later", and is asked again of who was interested', () => {
    const at = '2026-11-10T02:00:00.000Z';
    expect(rules({ holdings: idle, contacts: [answered('later', at)] })).toEqual([]);
    expect(rules({ holdings: idle, contacts: [answered('interested', at)] })).toEqual(['idleBalance']);
  });

  it('forgets an answer that was corrected', () => {
    const wrong = answered('declined', '2026-11-20T02:00:00.000Z');
    const { offer: _offer, ...right } = answered('declined', '2026-11-20T02:00:00.000Z');
    expect(rules({ holdings: idle, contacts: [wrong, { ...right, correctsId: wrong.id }] })).toEqual([
      'idleBalance',
    ]);
  });

  it('is the same product again for what matures within thirty days', () => {
    const due = holding({
      kind: 'wealth',
      productId: fixed.id,
      productName: fixed.name,
      balance: yuan(200_000),
      maturesOn: '2026-12-01',
    });
    expect(offers({ holdings: [card, due] })[0]).toMatchObject({
      rule: 'maturity',
      productId: fixed.id,
      because: { amount: yuan(200_000), on: '2026-12-01' },
    });
    expect(rules({ holdings: [card, { ...due, maturesOn: '2027-03-01' }] })).toEqual([]);
  });

  it('is another loan for the last instalments, never while one is overdue', () => {
    const plan = { amount: yuan(1_383), count: 24, paid: 22, overdue: 0 };
    const loan = holding({ category: 'liability', kind: 'loan', instalments: plan });
    expect(offers({ holdings: [card, loan] })[0]).toMatchObject({
      rule: 'loanAlmostRepaid',
      because: { count: 2, amount: yuan(1_383) },
    });
    expect(rules({ holdings: [card, { ...loan, instalments: { ...plan, overdue: 1 } }] })).toEqual([]);
  });

  it('is a fund plan for wages that come in month after month, not for one large credit', () => {
    const wage = (month: string, amount: number): Transaction => ({
      id: newId(),
      customerId: id,
      holdingId: card.id,
      bookedOn: `2026-${month}-10`,
      direction: 'credit',
      kind: 'transfer',
      amount: yuan(amount),
      counterparty: '云湖纺织',
    });
    const wages = [wage('09', 8_100), wage('10', 8_000), wage('11', 8_400)];
    expect(offers({ transactions: wages })[0]).toMatchObject({
      rule: 'salary',
      productId: fund.id,
      because: { amount: yuan(8_000), count: 3 },
    });
    expect(rules({ transactions: [wage('11', 90_000)] })).toEqual([]);
    expect(rules({ transactions: [wage('07', 8_000), ...wages.slice(1)] })).toEqual([]);
  });

  it('is a card for an account without one, and insurance for a family without any', () => {
    expect(rules({ holdings: [holding({ balance: yuan(100) })] })).toEqual(['noCard']);
    expect(rules({ customer: { ...customer, maritalStatus: 'married' } })).toEqual(['familyInsurance']);
  });
});

describe('what to offer a company', () => {
  const company: Customer = { ...customer, kind: 'corporate', companySize: 'medium' };
  const account = (amount: number) => holding({ balance: yuan(amount) });

  it('is payroll, and cash management where much lies on the account', () => {
    expect(rules({ customer: company, holdings: [account(800_000)] })).toEqual(['payroll']);
    expect(rules({ customer: company, holdings: [account(6_000_000)] })).toEqual([
      'cashManagement',
      'payroll',
    ]);
    const paying = { ...company, tags: ['代发工资'] };
    expect(rules({ customer: paying, holdings: [account(800_000)] })).toEqual([]);
  });

  it('is working capital again after half a plan paid on time', () => {
    const plan = { amount: yuan(20_000), count: 12, paid: 6, overdue: 0 };
    const loan = holding({ category: 'liability', kind: 'loan', instalments: plan, balance: yuan(120_000) });
    expect(rules({ customer: company, holdings: [loan] })).toEqual(['workingCapital']);
    expect(rules({ customer: company, holdings: [{ ...loan, status: 'overdue' }] })).toEqual([]);
  });
});
