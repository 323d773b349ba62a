import { randomFrom } from '#shared/domain/random.ts';
import type { Customer } from '#shared/model/customer.ts';
import type { DemoBank } from './bank.ts';
import { lists } from './dictionaries.ts';
import type { CorporateMember, RetailMember } from './member.ts';

type Code = (typeof lists.source)[number][0];

const retail: readonly (readonly [Code, number])[] = [
  ['walk_in', 44],
  ['payroll', 24],
  ['referral', 14],
  ['mobile_bank', 9],
  ['campaign', 7],
  ['other', 2],
];
const corporate: readonly (readonly [Code, number])[] = [
  ['referral', 45],
  ['walk_in', 30],
  ['campaign', 15],
  ['other', 10],
];
const names = new Map<Code, string>(lists.source.map(([code, name]) => [code, name]));

/** How a customer came to the bank, where somebody noted it. */
export function sourceOf(bank: DemoBank, member: RetailMember | CorporateMember): Pick<Customer, 'source'> {
  // A sequence of its own: one more question asked of the file's would change everything after it.
  const random = randomFrom(`demo ${bank.seed} source ${member.index}`);
  if (!random.chance(0.8)) return {};
  const source = names.get(random.weighted(member.kind === 'retail' ? retail : corporate));
  return source === undefined ? {} : { source };
}
