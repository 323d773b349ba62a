import { dateOfDay } from '#shared/domain/day-number.ts';
import type { Random } from '#shared/domain/random.ts';
import { gradeOf } from '#shared/domain/rating.ts';
import type { Holding } from '#shared/model/holding.ts';
import type { DemoBank, FileDocuments } from './bank.ts';
import { casesOf } from './cases.ts';
import { contactLogsOf } from './contact-logs.ts';
import { corporateCustomer } from './corporate.ts';
import { corporateHoldings } from './corporate-holdings.ts';
import { elsewhere, offered, timed } from './enriched.ts';
import type { CorporateMember, RetailMember } from './member.ts';
import { retailCustomer } from './retail.ts';
import { retailHoldings } from './retail-holdings.ts';
import { snapshotsOf } from './snapshots.ts';
import { knownOf } from './soft-facts.ts';
import { sourceOf } from './source.ts';
import { tasksOf } from './tasks.ts';
import { transactionsOf } from './transactions.ts';
import { worthOf } from './worth.ts';

/** Writes one customer's file, from what is held to what was said about it. */
export function writeFile(
  bank: DemoBank,
  member: RetailMember | CorporateMember,
  random: Random,
  into: FileDocuments,
): void {
  const made =
    member.kind === 'retail' ? retailHoldings(bank, member, random) : corporateHoldings(bank, member, random);
  const holdings = elsewhere(bank, member, made);
  const derived = {
    grade: gradeOf(member.kind, worthOf(holdings).assets),
    openedOn: openedOn(bank, holdings, random),
  };
  const head =
    member.kind === 'retail'
      ? { ...retailCustomer(bank, member, random, derived), ...knownOf(bank, member) }
      : corporateCustomer(bank, member, random, derived);
  const customer = { ...head, ...sourceOf(bank, member) };
  into.customers.push(customer);
  into.holdings.push(...holdings);
  into.snapshots.push(...snapshotsOf(bank, member, holdings, random));
  const logs = contactLogsOf(bank, member, made, random);
  into.contactLogs.push(...offered(bank, member, made, logs));
  into.tasks.push(...timed(bank, member, customer, tasksOf(bank, member, customer, made, random)));
  into.cases.push(...casesOf(bank, member, holdings));
  into.transactions.push(...transactionsOf(bank, member, holdings));
}

/** A customer since the first holding with this bank; a prospect since being entered. */
function openedOn(bank: DemoBank, holdings: readonly Holding[], random: Random): string {
  const [first] = holdings
    .filter(({ place }) => place === 'ours')
    .map((holding) => holding.openedOn)
    .sort();
  return first ?? dateOfDay(bank.today - random.int(3, 150));
}
