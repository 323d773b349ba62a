import { dateOfDay } from '#shared/domain/day-number.ts';
import type { Holding } from '#shared/model/holding.ts';
import type { BookingSurvey } from './bookings.ts';
import { balanceOf } from './customers.ts';
import { loanState } from './loan-state.ts';
import { czk } from './money.ts';
import { berkaId } from './organisation.ts';
import { products } from './products.ts';
import type { BerkaBank } from './read-bank.ts';
import type { Client } from './rows.ts';

type Product = (typeof products.cards)['gold'];

function base(product: Product, kind: string, id: number, client: Client) {
  return {
    id: berkaId(kind, id),
    customerId: berkaId('client', client.id),
    category: product.category,
    kind: product.holdingKind,
    place: 'ours',
    status: 'active',
    productId: product.id,
    productName: product.name,
  } as const;
}

/** Accounts, loans, standing orders and cards, each in the file of whom it belongs to. */
export function holdingsOf(bank: BerkaBank, survey: BookingSurvey): Holding[] {
  const holdings: Holding[] = [];
  for (const account of bank.accounts.values()) {
    const owner = bank.owners.get(account.id);
    if (owner === undefined) continue;
    holdings.push({
      ...base(products.account, 'account', account.id, owner),
      accountNo: String(account.id),
      balance: czk(balanceOf(account, survey)),
      openedOn: dateOfDay(account.opened),
    });
  }
  for (const loan of bank.loans.values()) {
    const owner = bank.owners.get(loan.accountId);
    if (owner === undefined) continue;
    holdings.push({
      ...base(products.loan, 'loan', loan.id, owner),
      ...loanState(loan, bank.latest),
      accountNo: String(loan.id),
      openedOn: dateOfDay(loan.granted),
    });
  }
  for (const order of bank.orders.values()) {
    const owner = bank.owners.get(order.accountId);
    const account = bank.accounts.get(order.accountId);
    if (owner === undefined || account === undefined) continue;
    holdings.push({
      ...base(products.order, 'order', order.id, owner),
      balance: czk(order.amount),
      // The data do not say since when; not before the account.
      openedOn: dateOfDay(account.opened),
      counterparty: order.counterparty,
      ...(order.purpose === undefined ? {} : { purpose: order.purpose }),
    });
  }
  for (const card of bank.cards.values()) {
    const client = bank.clients.get(bank.dispositions.get(card.dispositionId)?.clientId ?? -1);
    if (client === undefined) continue;
    holdings.push({
      ...base(products.cards[card.type], 'card', card.id, client),
      accountNo: String(card.id),
      balance: czk(0),
      openedOn: dateOfDay(card.issued),
    });
  }
  return holdings;
}
