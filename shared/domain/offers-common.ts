import { plusDays } from './business-date.ts';
import { largestSum, mildest, type OfferFacts, offerOf, type Rule } from './offer.ts';

/** Days before a maturity at which its renewal is spoken of. */
const MATURITY_DAYS = 30;
/** Part of the assets that has to be left, in percent, for a fall to be none. */
const LEFT = 80;
/** A fall of less than this is everyday life, in minor units. */
const LEAST_FALL = 3_000_000;

/** Money that comes free soon, or lies free since it matured: the largest such amount. */
export const maturity: Rule = ({ own, products, today, suitable }) => {
  const [first] = own
    .filter(({ kind, maturesOn }) => {
      const renewable = kind === 'time' || kind === 'wealth' || kind === 'bond';
      return renewable && maturesOn !== undefined && maturesOn <= plusDays(today, MATURITY_DAYS);
    })
    .toSorted((a, b) => b.balance.minor - a.balance.minor);
  if (first?.maturesOn === undefined) return null;
  const same = products.find(({ id }) => id === first.productId);
  const fits = first.kind === 'time' || suitable;
  return offerOf('maturity', (fits ? same : undefined) ?? mildest(products, 'time'), {
    amount: first.balance,
    on: first.maturesOn,
    productId: first.productId,
    productName: first.productName,
  });
};

/** Where money is to go for now: a wealth product whom it suits, else a deposit. */
export function placeFor({ products, suitable }: OfferFacts) {
  return (suitable ? mildest(products, 'wealth') : undefined) ?? mildest(products, 'time');
}

/** Assets at the last month's end against three months before. */
export const assetsFalling: Rule = (facts) => {
  const months = (facts.snapshots ?? [])
    .flatMap(({ year, currency, months }) =>
      months.map(({ month, assets }) => ({ at: year * 12 + month, assets, currency })),
    )
    .toSorted((a, b) => a.at - b.at);
  const last = months.at(-1);
  const before = last && months.find(({ at, currency }) => at === last.at - 3 && currency === last.currency);
  if (last === undefined || before === undefined) return null;
  const fall = before.assets - last.assets;
  if (fall < LEAST_FALL || last.assets * 100 >= before.assets * LEFT) return null;
  return offerOf('assetsFalling', placeFor(facts), {
    amount: { minor: fall, currency: last.currency },
    count: 3,
  });
};

/** What lies on current accounts with this bank. */
export function demandOf({ own }: OfferFacts) {
  return largestSum(own.filter(({ kind }) => kind === 'demand'));
}

/** The tag by which a branch marks who gets or pays wages through it. Tags hold the bank's own words. */
export const PAYROLL_TAG = '代发工资';
