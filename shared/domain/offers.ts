import type { ContactLog } from '../model/contact-log.ts';
import { ageOn, businessDateOf, plusDays } from './business-date.ts';
import type { Offer, OfferFacts, OfferInput } from './offer.ts';
import { corporateRules } from './offers-corporate.ts';
import { retailRules } from './offers-retail.ts';

/** Days for which an answer keeps a rule quiet; an interested customer is asked again any time. */
const restDays: Record<NonNullable<ContactLog['offer']>['response'], number> = {
  declined: 90,
  taken: 90,
  later: 14,
  interested: 0,
};

/** Nobody is offered an investment from this age on, or below the age of majority, or whose age is not known. */
const INVESTS_FROM = 18;
const INVESTS_BELOW = 80;

/**
 * What to offer to a customer and why, the most fitting first. Rules state their figures; nothing is learned or
 * guessed. Nothing is offered while a complaint is open, what was declined rests for 90 days, and investments and
 * credit go only to whom they suit.
 */
export function offersOf(input: OfferInput): Offer[] {
  const { customer, cases = [] } = input;
  if (cases.some(({ kind, status }) => kind === 'complaint' && status !== 'resolved')) return [];
  if (customer.lifecycle === 'lost') return [];
  const facts = factsOf(input);
  const resting = restingOf(input);
  const rules = customer.kind === 'retail' ? retailRules : corporateRules;
  return rules.flatMap((rule) => {
    const offer = rule(facts);
    return offer === null || resting.has(offer.rule) || resting.has(offer.productId ?? '') ? [] : [offer];
  });
}

function factsOf(input: OfferInput): OfferFacts {
  const { customer, holdings, today } = input;
  const own = holdings.filter(({ place, status }) => place === 'ours' && status !== 'closed');
  const age = customer.birthDate === undefined ? undefined : ageOn(customer.birthDate, today);
  const overdue = own.some(
    ({ status, instalments }) =>
      status === 'overdue' || status === 'defaulted' || (instalments?.overdue ?? 0) > 0,
  );
  return {
    ...input,
    own,
    age,
    suitable:
      customer.kind === 'corporate' || (age !== undefined && age >= INVESTS_FROM && age < INVESTS_BELOW),
    creditworthy: !overdue,
  };
}

/** Rules and products that were answered so lately that nobody asks again. */
function restingOf({ contacts, today }: OfferInput): Set<string> {
  const corrected = new Set(contacts.map(({ correctsId }) => correctsId));
  const resting = new Set<string>();
  for (const { id, offer, occurredAt } of contacts) {
    // What a correction has replaced was never said.
    if (offer === undefined || corrected.has(id)) continue;
    const until = plusDays(businessDateOf(new Date(occurredAt)), restDays[offer.response]);
    if (until <= today) continue;
    resting.add(offer.rule);
    if (offer.productId !== undefined) resting.add(offer.productId);
  }
  return resting;
}
