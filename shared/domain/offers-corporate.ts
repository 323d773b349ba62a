import { offerOf, type Rule } from './offer.ts';
import { assetsFalling, demandOf, maturity, PAYROLL_TAG } from './offers-common.ts';

/** From here on money on accounts wants managing: five million yuan, in minor units. */
const CASH = 500_000_000;
/** A company that keeps this much on its account pays people: half a million yuan, in minor units. */
const PAYS = 50_000_000;
/** Instalments paid on time that make a record. */
const RECORD = 6;

const cashManagement: Rule = (facts) => {
  const amount = demandOf(facts);
  return amount === null || amount.minor < CASH ? null : offerOf('cashManagement', undefined, { amount });
};

const payroll: Rule = (facts) => {
  const { customer } = facts;
  const amount = demandOf(facts);
  const size = customer.companySize;
  if (amount === null || amount.minor < PAYS || size === undefined || size === 'micro') return null;
  return customer.tags?.includes(PAYROLL_TAG) === true ? null : offerOf('payroll', undefined, { amount });
};

/** A loan that is half repaid without a day's delay: the same again. */
const workingCapital: Rule = ({ own, products, creditworthy }) => {
  if (!creditworthy) return null;
  const good = own.find(
    ({ kind, instalments }) =>
      kind === 'loan' &&
      instalments !== undefined &&
      instalments.paid >= RECORD &&
      instalments.paid * 2 >= instalments.count,
  );
  if (good?.instalments === undefined) return null;
  const product = products.find(({ id }) => id === good.productId);
  return offerOf('workingCapital', product, {
    count: good.instalments.paid,
    amount: good.balance,
    productId: good.productId,
    productName: good.productName,
  });
};

/** In the order in which they are offered. */
export const corporateRules: readonly Rule[] = [
  maturity,
  workingCapital,
  cashManagement,
  payroll,
  assetsFalling,
];
