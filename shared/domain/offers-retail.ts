import { largestSum, mildest, offerOf, type Rule } from './offer.ts';
import { assetsFalling, demandOf, maturity, placeFor } from './offers-common.ts';
import { salaryOf } from './salary.ts';

/** On a current account from here on is more than everyday life needs: 50,000 yuan, in minor units. */
const IDLE = 5_000_000;
/** Known to lie elsewhere from here on: 100,000 yuan, in minor units. */
const ELSEWHERE = 10_000_000;
/** Instalments left at which the next plans are spoken of. */
const LAST_INSTALMENTS = 3;
const FAMILY_FROM = 25;
const FAMILY_TO = 60;

const idleBalance: Rule = (facts) => {
  const demand = demandOf(facts);
  const invested = facts.own.some(({ kind }) => ['time', 'wealth', 'fund', 'bond'].includes(kind));
  if (demand === null || demand.minor < IDLE || invested) return null;
  return offerOf('idleBalance', placeFor(facts), { amount: demand });
};

/** Wages that come in: a credit card first, then a fund plan. */
const salary: Rule = (facts) => {
  const wages = salaryOf(facts);
  if (wages === null) return null;
  const hasCredit = facts.own.some(({ kind, category }) => kind === 'card' && category === 'liability');
  const card = hasCredit || !facts.creditworthy ? undefined : mildest(facts.products, 'card', 'liability');
  const hasFund = facts.own.some(({ kind }) => kind === 'fund');
  const fund = hasFund || !facts.suitable ? undefined : mildest(facts.products, 'fund');
  const adult = (facts.age ?? 0) >= 18;
  const product = adult ? (card ?? fund) : undefined;
  return product === undefined ? null : offerOf('salary', product, wages);
};

const loanAlmostRepaid: Rule = ({ own, products, creditworthy }) => {
  if (!creditworthy) return null;
  for (const { kind, instalments, productId, productName } of own) {
    if (kind !== 'loan' || instalments === undefined) continue;
    const count = instalments.count - instalments.paid;
    if (count < 1 || count > LAST_INSTALMENTS) continue;
    const product = products.find(({ id }) => id === productId);
    const offer = offerOf('loanAlmostRepaid', product, {
      count,
      amount: instalments.amount,
      productId,
      productName,
    });
    return offer;
  }
  return null;
};

const noCard: Rule = ({ own, products, age = 0 }) => {
  const hasAccount = own.some(({ kind }) => kind === 'demand');
  const hasCard = own.some(({ kind, category }) => kind === 'card' && category === 'intermediary');
  const product = mildest(products, 'card', 'intermediary');
  if (!hasAccount || hasCard || product === undefined || age < 16) return null;
  return offerOf('noCard', product, {});
};

const familyInsurance: Rule = ({ own, products, relationships = [], customer, age, suitable }) => {
  if (age === undefined || age < FAMILY_FROM || age > FAMILY_TO || !suitable) return null;
  const kin = relationships.filter(({ kind }) => kind === 'spouse' || kind === 'child' || kind === 'parent');
  const married = customer.maritalStatus === 'married';
  const product = mildest(products, 'insurance');
  const insured = own.some(({ kind }) => kind === 'insurance');
  if ((kin.length === 0 && !married) || insured || product === undefined) return null;
  return offerOf('familyInsurance', product, { count: Math.max(kin.length, 1) });
};

const moneyElsewhere: Rule = (facts) => {
  const amount = largestSum(
    facts.holdings.filter(
      ({ place, category, status }) => place === 'other_bank' && category === 'asset' && status !== 'closed',
    ),
  );
  if (amount === null || amount.minor < ELSEWHERE) return null;
  return offerOf('moneyElsewhere', placeFor(facts), { amount });
};

/** In the order in which they are offered. */
export const retailRules: readonly Rule[] = [
  maturity,
  idleBalance,
  loanAlmostRepaid,
  assetsFalling,
  salary,
  moneyElsewhere,
  familyInsurance,
  noCard,
];
