import type { Random } from '#shared/domain/random.ts';
import { randomFrom } from '#shared/domain/random.ts';
import type { Relationship } from '#shared/model/relationship.ts';
import { type DemoBank, type FileDocuments, noDocuments } from './bank.ts';
import { inventCompany } from './corporate.ts';
import { writeFile } from './customer-file.ts';
import { type CorporateMember, type RetailMember, SHOWCASE } from './member.ts';
import { contactPersonsOf, furtherPeopleOf, guarantee, relate } from './relationships.ts';
import { inventPerson } from './retail.ts';

/** Customers are made five at a time: related ones are always made together, whatever the size of the bank. */
export const BLOCK = 5;

/**
 * Five files of one branch: a person with perhaps a spouse and a child, somebody else, and, in two of five blocks, a
 * company, perhaps of theirs. A pure function of seed, day and number, so that any block can be made again alone.
 */
export function neighbourhood(bank: DemoBank, block: number): FileDocuments {
  const random = randomFrom(`demo ${bank.seed} block ${block}`);
  const first = block * BLOCK;
  const team =
    first < SHOWCASE
      ? (bank.organisation.teams[0] ?? random.weighted(bank.teamWeights))
      : random.weighted(bank.teamWeights);
  const head = inventPerson(bank, first, team, random);
  const spouse = inventPerson(bank, first + 1, team, random, spouseOf(head, random));
  const child = inventPerson(bank, first + 2, team, random, childOf(head, random));
  const single = inventPerson(bank, first + 3, team, random);
  const founder = single.age >= 24 && random.chance(0.6) ? single : undefined;
  const last = random.chance(0.4)
    ? inventCompany(bank, first + 4, team, random, founder?.name)
    : inventPerson(bank, first + 4, team, random);

  const bonds: Relationship[] = [];
  if (spouse.address === head.address) bonds.push(...relate(bank, head, spouse, ['spouse', 'spouse']));
  if (child.address === head.address) bonds.push(...relate(bank, head, child, ['child', 'parent']));
  if (last.kind === 'corporate') bonds.push(...bondsOfCompany(bank, last, founder, head, random));
  if (random.chance(0.15)) bonds.push(...relate(bank, head, single, ['referred', 'referrer']));
  if (spouse.address === head.address && random.chance(0.2)) bonds.push(...guarantee(bank, head, spouse));

  const documents = noDocuments();
  const members = [head, spouse, child, single, last].filter(({ index }) => index < bank.customers);
  for (const member of members) writeFile(bank, member, random, documents);
  const present = new Set(members.map(({ id }) => id));
  documents.relationships.push(
    ...bonds.filter(
      ({ customerId, relatedCustomerId }) =>
        present.has(customerId) && (relatedCustomerId === undefined || present.has(relatedCustomerId)),
    ),
  );
  return documents;
}

function spouseOf(head: RetailMember, random: Random) {
  if (!head.married || !random.chance(0.6)) return {};
  const age = Math.max(22, head.age + random.int(-5, 5));
  return { age, sex: head.sex === 'male' ? 'female' : 'male', address: head.address, married: true } as const;
}

function childOf(head: RetailMember, random: Random) {
  if (!head.married || head.age < 28 || !random.chance(0.4)) return {};
  const age = head.age - random.int(23, 36);
  return age < 1 ? {} : { age, address: head.address, parent: head.name, married: age > 27 };
}

function bondsOfCompany(
  bank: DemoBank,
  company: CorporateMember,
  founder: RetailMember | undefined,
  head: RetailMember,
  random: Random,
): Relationship[] {
  const bonds = contactPersonsOf(bank, company, random);
  const share = founder === undefined ? 0 : random.pick([5100, 6000, 7000, 8000, 10_000]);
  bonds.push(...furtherPeopleOf(bank, company, share));
  if (founder !== undefined) {
    bonds.push(
      ...relate(bank, company, founder, ['shareholder', 'investee'], {
        shareBasisPoints: share,
        title: '法定代表人',
      }),
    );
  }
  if (head.age > 20 && head.age < 60 && random.chance(0.4)) {
    bonds.push(...relate(bank, company, head, ['employee', 'employer']));
  }
  return bonds;
}
