import type { DayNumber } from '#shared/domain/day-number.ts';
import type { Random } from '#shared/domain/random.ts';
import type { Customer } from '#shared/model/customer.ts';
import type { DemoBank } from './bank.ts';
import { demoId } from './ids.ts';
import type { Sex } from './names.ts';
import type { BranchTeam, Person } from './organisation.ts';

export type Lifecycle = Customer['lifecycle'];

/** Who a customer is, before any document is written: what the documents are then consistent with. */
export interface Member {
  readonly index: number;
  readonly id: string;
  readonly team: BranchTeam;
  readonly manager: Person | undefined;
  readonly lifecycle: Lifecycle;
  readonly name: string;
  /** A retail customer's birth, a company's foundation. */
  readonly born: DayNumber;
  readonly age: number;
  /** What the customer could keep with banks, in yuan. */
  readonly wealth: number;
  /** In yuan a year; a company's turnover. */
  readonly income: number;
}

export interface RetailMember extends Member {
  readonly kind: 'retail';
  readonly sex: Sex;
  readonly address: string;
  readonly married: boolean;
}

export interface CorporateMember extends Member {
  readonly kind: 'corporate';
  readonly size: NonNullable<Customer['companySize']>;
  readonly industry: string;
  readonly legalRepresentative: string;
}

export function customerIdOf(bank: DemoBank, index: number): string {
  return demoId(bank.seed, 'customer', index);
}

/** The first customers belong to the people whose sign-ins are printed, so that each of them has something to do. */
export const SHOWCASE = 60;

export function managerOf(
  index: number,
  team: BranchTeam,
  share: number,
  random: Random,
): Person | undefined {
  const managed = random.chance(share);
  const any = random.pick(team.managers);
  if (index < SHOWCASE) return team.managers[index % 2] ?? any;
  return managed ? any : undefined;
}

export function lifecycleOf(random: Random): Lifecycle {
  return random.weighted([
    ['active', 73] as const,
    ['dormant', 14] as const,
    ['potential', 8] as const,
    ['lost', 5] as const,
  ]);
}

/** Whoever looks after the customer: the manager, or one of the counter. */
export function caretakerOf(member: Member, random: Random): Person {
  return member.manager ?? random.pick(member.team.tellers);
}
