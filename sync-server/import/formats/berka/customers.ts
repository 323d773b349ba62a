import { type DayNumber, dateOfDay } from '#shared/domain/day-number.ts';
import { randomFrom } from '#shared/domain/random.ts';
import type { Customer } from '#shared/model/customer.ts';
import type { Relationship } from '#shared/model/relationship.ts';
import type { BookingSurvey } from './bookings.ts';
import { inventCzechName } from './names.ts';
import { type BerkaOrganisation, berkaId, managerOf } from './organisation.ts';
import type { BerkaBank } from './read-bank.ts';
import type { Account, Client } from './rows.ts';

/** What a client's accounts say about the client. */
interface Activity {
  opened: DayNumber;
  assets: number;
  active: boolean;
}

const YEAR = 365;
const thresholds = [
  ['private', 15_000_000],
  ['diamond', 10_000_000],
  ['gold', 5_000_000],
] as const satisfies readonly (readonly [Customer['grade'], number])[];

/** The day of a name is the birth year of the source: names must not change with the day of the import. */
export function nameOf(client: Client, shift: number): string {
  const bornIn = Number(dateOfDay(client.born - shift).slice(0, 4));
  return inventCzechName(randomFrom(`berka client ${client.id}`), client.sex, bornIn);
}

export function customersOf(
  bank: BerkaBank,
  organisation: BerkaOrganisation,
  survey: BookingSurvey,
  shift: number,
): Customer[] {
  const activities = activitiesOf(bank, survey);
  return [...bank.clients.values()].flatMap((client) => {
    const team = organisation.teams.get(client.districtId);
    if (team === undefined) return [];
    const id = berkaId('client', client.id);
    const manager = managerOf(team, client);
    const activity = activities.get(client.id);
    return {
      id,
      customerId: id,
      customerNo: `BK${String(client.id).padStart(8, '0')}`,
      kind: 'retail',
      name: nameOf(client, shift),
      nameGenerated: true,
      branchId: team.branch.id,
      ...(manager === undefined ? {} : { managerId: manager.id }),
      openedOn: dateOfDay(activity?.opened ?? bank.latest),
      lifecycle: activity === undefined ? 'potential' : activity.active ? 'active' : 'dormant',
      grade: thresholds.find(([, from]) => (activity?.assets ?? 0) >= from)?.[0] ?? 'standard',
      sex: client.sex,
      birthDate: dateOfDay(client.born),
    };
  });
}

/**
 * A client is active with a running loan, a card or a standing order, or a booking within the last year that the
 * transactions cover (they may end before the other files do); assets count for the owner only.
 */
function activitiesOf(bank: BerkaBank, survey: BookingSurvey): Map<number, Activity> {
  const lively = new Set<number>();
  for (const { accountId } of bank.orders.values()) lively.add(accountId);
  for (const { accountId, status } of bank.loans.values()) if (status >= 'C') lively.add(accountId);
  for (const { dispositionId } of bank.cards.values()) {
    const disposition = bank.dispositions.get(dispositionId);
    if (disposition) lively.add(disposition.accountId);
  }
  for (const [accountId, { day }] of survey.last) if (day > survey.latest - YEAR) lively.add(accountId);

  const activities = new Map<number, Activity>();
  for (const { clientId, accountId, owner } of bank.dispositions.values()) {
    const account = bank.accounts.get(accountId);
    if (account === undefined) continue;
    const activity = activities.get(clientId) ?? { opened: account.opened, assets: 0, active: false };
    activity.opened = Math.min(activity.opened, account.opened);
    activity.active ||= lively.has(accountId);
    if (owner) activity.assets += Math.max(0, balanceOf(account, survey));
    activities.set(clientId, activity);
  }
  return activities;
}

/** The last balance; an account without transactions has the one it was opened with. */
export function balanceOf(account: Account, survey: BookingSurvey): number {
  return survey.last.get(account.id)?.balance ?? 0;
}

/** Who may use whose account: a document in each one's file. */
export function relationshipsOf(bank: BerkaBank, shift: number): Relationship[] {
  return [...bank.dispositions.values()].flatMap(({ id, clientId, accountId, owner }) => {
    const user = bank.clients.get(clientId);
    const holder = bank.owners.get(accountId);
    if (owner || user === undefined || holder === undefined) return [];
    const side = (of: Client, other: Client, kind: Relationship['kind']): Relationship => ({
      id: berkaId(`disp-${kind}`, id),
      customerId: berkaId('client', of.id),
      kind,
      relatedName: nameOf(other, shift),
      relatedCustomerId: berkaId('client', other.id),
    });
    return [side(holder, user, 'disponent'), side(user, holder, 'account_owner')];
  });
}
