import { type Random, randomFrom } from '#shared/domain/random.ts';
import type { Relationship } from '#shared/model/relationship.ts';
import type { DemoBank } from './bank.ts';
import { demoId } from './ids.ts';
import type { CorporateMember, Member, RetailMember } from './member.ts';
import { inventName } from './names.ts';
import { mobileOf } from './places.ts';

type Kind = Relationship['kind'];
type Details = Pick<Relationship, 'title' | 'shareBasisPoints'>;

/** What `other` is to `one`, and what `one` is to `other`: one document for each file. */
export function relate(
  bank: DemoBank,
  one: Member,
  other: Member,
  [otherIs, oneIs]: readonly [Kind, Kind],
  details: Details = {},
): Relationship[] {
  return [side(bank, one, other, otherIs, details), side(bank, other, one, oneIs, details)];
}

function side(bank: DemoBank, of: Member, related: Member, kind: Kind, details: Details): Relationship {
  return {
    id: demoId(bank.seed, 'relationship', `${of.index}.${kind}.${related.index}`),
    customerId: of.id,
    kind,
    relatedName: related.name,
    relatedCustomerId: related.id,
    ...details,
  };
}

/** The people of a company whom one calls; they are no customers themselves. */
export function contactPersonsOf(bank: DemoBank, company: CorporateMember, random: Random): Relationship[] {
  const titles = ['财务经理', '出纳', '总经理', '办公室主任'];
  const count = company.size === 'micro' ? 1 : random.int(1, 3);
  return titles.slice(0, count).map((title, number) => ({
    id: demoId(bank.seed, 'relationship', `${company.index}.contact.${number}`),
    customerId: company.id,
    kind: 'contact_person',
    relatedName: inventName(random, random.chance(0.6) ? 'female' : 'male', random.int(1968, 1999)),
    title,
    // Beyond the numbers of customers, so that a contact's number is never a customer's.
    mobile: mobileOf(50_000_000 + company.index * 4 + number, random),
  }));
}

/**
 * The people of a company beyond those whom one calls first, from a sequence of their own, and whoever owns what the
 * founder does not; none of them is a customer.
 */
export function furtherPeopleOf(
  bank: DemoBank,
  company: CorporateMember,
  founderShare: number,
): Relationship[] {
  const random = randomFrom(`demo ${bank.seed} people ${company.index}`);
  const person = (kind: Kind, number: number, details: Details & Pick<Relationship, 'mobile'>) => ({
    id: demoId(bank.seed, 'relationship', `${company.index}.${kind}.${number}`),
    customerId: company.id,
    kind,
    relatedName: inventName(random, random.chance(0.4) ? 'female' : 'male', random.int(1958, 1990)),
    ...details,
  });
  const further =
    company.size === 'micro'
      ? []
      : ['采购主管', '会计主管'].map((title, number) =>
          person('contact_person', number, {
            title,
            mobile: mobileOf(90_000_000 + company.index * 2 + number, random),
          }),
        );
  let rest = 10_000 - founderShare;
  const owners: Relationship[] = [];
  for (let number = 0; rest > 0 && number < 3; number++) {
    const share =
      number === 2 || rest < 1000 ? rest : Math.round((rest * (0.4 + 0.4 * random.next())) / 100) * 100;
    owners.push(person('shareholder', number, { shareBasisPoints: share, title: '股东' }));
    rest -= share;
  }
  return [...further, ...owners];
}

export function guarantee(bank: DemoBank, borrower: RetailMember, guarantor: RetailMember): Relationship[] {
  return relate(bank, borrower, guarantor, ['guarantor', 'guaranteed']);
}
