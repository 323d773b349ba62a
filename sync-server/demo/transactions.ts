import { dateOfDay, dayPlusMonths } from '#shared/domain/day-number.ts';
import { type Random, randomFrom } from '#shared/domain/random.ts';
import type { Holding } from '#shared/model/holding.ts';
import { TRANSACTION_DAYS, type Transaction } from '#shared/model/transaction.ts';
import type { DemoBank } from './bank.ts';
import { demoId } from './ids.ts';
import { type CorporateMember, type RetailMember, SHOWCASE } from './member.ts';

type Booking = Pick<Transaction, 'bookedOn' | 'direction' | 'kind' | 'amount' | 'counterparty'>;

const shops = '万家连锁超市 百味餐厅 顺风加油站 新华书店 康民大药房 云上影城 佳美理发 老街面馆'.split(' ');
const utilities = '市自来水公司 市供电公司 江岚燃气 江岚通信'.split(' ');
const partners = '宏达商贸有限公司 泰和物流有限公司 鼎盛建材有限公司 金源包装有限公司 远通电子有限公司'.split(
  ' ',
);

/**
 * Bookings of the last ninety days on a customer's current account, for three customers in ten: wages or a pension month
 * after month, what a household pays, shopping. Each says the balance after it, and the last one's is the account's.
 */
export function transactionsOf(
  bank: DemoBank,
  member: RetailMember | CorporateMember,
  holdings: readonly Holding[],
): Transaction[] {
  const account = holdings.find(({ kind, place, status }) => {
    return kind === 'demand' && place === 'ours' && status === 'active';
  });
  const random = randomFrom(`demo ${bank.seed} bookings ${member.index}`);
  const wanted = member.index < SHOWCASE || (member.lifecycle === 'active' && random.chance(0.3));
  if (account === undefined || !wanted) return [];
  const first = bank.today - TRANSACTION_DAYS + 1;
  const bookings =
    member.kind === 'retail' ? privately(bank, member, holdings, random) : ofBusiness(bank, member, random);
  const within = bookings
    .filter(({ bookedOn }) => bookedOn >= dateOfDay(first) && bookedOn >= account.openedOn)
    .toSorted((a, b) => (a.bookedOn < b.bookedOn ? 1 : a.bookedOn > b.bookedOn ? -1 : 0));
  // From the balance of today backwards, so that it comes out; what would have needed more than there was is left out.
  let after = account.balance.minor;
  return within.flatMap((booking, number): Transaction[] => {
    const before = after + (booking.direction === 'credit' ? -booking.amount.minor : booking.amount.minor);
    if (before < 0) return [];
    const balanceAfter = { minor: after, currency: account.balance.currency };
    after = before;
    return [
      {
        id: demoId(bank.seed, 'transaction', `${member.index}.${number}`),
        customerId: member.id,
        holdingId: account.id,
        ...booking,
        balanceAfter,
      },
    ];
  });
}

function privately(
  bank: DemoBank,
  member: RetailMember,
  holdings: readonly Holding[],
  random: Random,
): Booking[] {
  const bookings: Booking[] = [];
  const add = (day: number, booking: Omit<Booking, 'bookedOn'>) => {
    if (day <= bank.today) bookings.push({ bookedOn: dateOfDay(day), ...booking });
  };
  const payday = bank.today - random.int(0, 27);
  const monthly = member.income / 12;
  const retired = member.age >= 60;
  const payer = retired
    ? '市社会保险中心'
    : `${member.team.town}${random.pick(['实业', '机械', '软件'])}有限公司`;
  const loan = holdings.find(({ kind, instalments }) => kind === 'loan' && instalments !== undefined);
  for (let age = 0; age < 4; age++) {
    const day = dayPlusMonths(payday, -age);
    if (member.age >= 20 && monthly > 1000) {
      const amount = yuanOf(monthly * (0.95 + 0.1 * random.next()));
      add(day, { direction: 'credit', kind: retired ? 'pension' : 'transfer', amount, counterparty: payer });
    }
    const bill = { direction: 'debit', kind: 'household', counterparty: random.pick(utilities) } as const;
    add(day + 3, { ...bill, amount: yuanOf(random.int(40, 380)) });
    const due = loan?.instalments?.amount;
    if (due !== undefined) {
      add(day + 5, { direction: 'debit', kind: 'loan_payment', amount: due, counterparty: '江岚银行' });
    }
  }
  for (let number = random.int(1, 5); number > 0; number--) {
    const booking = random.chance(0.7)
      ? ({ kind: 'card', counterparty: random.pick(shops), amount: yuanOf(random.int(12, 900)) } as const)
      : ({ kind: 'cash', amount: yuanOf(random.int(2, 30) * 100) } as const);
    add(bank.today - random.int(0, TRANSACTION_DAYS - 1), { direction: 'debit', ...booking });
  }
  return bookings;
}

function ofBusiness(bank: DemoBank, member: CorporateMember, random: Random): Booking[] {
  const turn = member.income / 52;
  return Array.from({ length: random.int(6, 14) }, (): Booking => {
    const credit = random.chance(0.5);
    return {
      bookedOn: dateOfDay(bank.today - random.int(0, TRANSACTION_DAYS - 1)),
      direction: credit ? 'credit' : 'debit',
      kind: random.chance(0.9) ? 'transfer' : 'fee',
      amount: yuanOf(turn * (0.2 + random.next())),
      counterparty: random.pick(partners),
    };
  });
}

/** Whole yuan and some fen, at least one. */
function yuanOf(amount: number) {
  return { minor: Math.max(100, Math.round(amount * 100)), currency: 'CNY' };
}
