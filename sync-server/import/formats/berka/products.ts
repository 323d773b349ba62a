import type { Product } from '#shared/model/reference.ts';
import type { CardType } from './codes.ts';
import { berkaId } from './organisation.ts';

function product(
  code: string,
  name: string,
  nameEn: string,
  category: Product['category'],
  holdingKind: Product['holdingKind'],
): Product {
  return {
    id: berkaId('product', code),
    kind: 'product',
    code: `BK-${code}`,
    name,
    nameEn,
    category,
    holdingKind,
  };
}

const cards: Record<CardType, Product> = {
  junior: product('CARD-J', '青年卡', 'Junior card', 'intermediary', 'card'),
  classic: product('CARD-C', '普通卡', 'Classic card', 'intermediary', 'card'),
  gold: product('CARD-G', '金卡', 'Gold card', 'intermediary', 'card'),
};

export const products = {
  account: product('ACCOUNT', '活期账户', 'Current account', 'asset', 'demand'),
  loan: product('LOAN', '个人贷款', 'Personal loan', 'liability', 'loan'),
  order: product('ORDER', '定期转账', 'Standing order', 'intermediary', 'standing_order'),
  cards,
} as const;

export const allProducts: readonly Product[] = [
  products.account,
  products.loan,
  products.order,
  ...Object.values(cards),
];
