import { describe, expect, it } from 'vitest';
import { dayNumberOf } from '#shared/domain/day-number.ts';
import { birthDateOfResidentId, isResidentId, isUscc, sexOfResidentId } from '#shared/domain/id-number.ts';
import { collections } from '#shared/model/collections.ts';
import { reference } from '#shared/model/reference.ts';
import { directoryEntry } from '../db/bulk-write-organisation.ts';
import { type FileDocuments, noDocuments, openBank } from './bank.ts';
import { dictionariesOf } from './dictionaries.ts';
import { neighbourhood } from './neighbourhood.ts';
import { productsOf } from './products.ts';
import { worthOf } from './worth.ts';

const today = '2026-03-18';
const bank = openBank(7, dayNumberOf(today), 12_000);

function files(from: number, to: number): FileDocuments {
  const all = noDocuments();
  for (let block = from; block < to; block++) {
    const made = neighbourhood(bank, block);
    for (const name of Object.keys(all) as (keyof FileDocuments)[]) {
      (all[name] as unknown[]).push(...made[name]);
    }
  }
  return all;
}

const sample = files(0, 400);

describe('the demo bank', () => {
  it('writes documents that the model accepts, in every collection', () => {
    for (const [name, documents] of Object.entries(files(0, 60))) {
      expect(documents.length, name).toBeGreaterThan(15);
      for (const document of documents) {
        const parsed = collections[name as keyof FileDocuments].schema.safeParse(document);
        expect(parsed.success, `${name}: ${parsed.error?.message}`).toBe(true);
      }
    }
    const people = bank.organisation.people.map(directoryEntry);
    for (const entry of [...bank.organisation.branches, ...people, ...productsOf(7), ...dictionariesOf(7)]) {
      expect(reference.safeParse(entry).success, entry.id).toBe(true);
    }
  });

  it('is the same for the same seed and day, block by block', () => {
    const again = openBank(7, dayNumberOf(today), 12_000);
    expect(neighbourhood(again, 33)).toEqual(neighbourhood(bank, 33));
    const other = openBank(8, dayNumberOf(today), 12_000);
    expect(neighbourhood(other, 33)).not.toEqual(neighbourhood(bank, 33));
  });

  it('gives no id, customer number, ID number, mobile or account number twice', () => {
    const unique = (values: readonly (string | undefined)[]) => {
      const given = values.filter((value) => value !== undefined);
      expect(new Set(given).size).toBe(given.length);
    };
    unique(Object.values(sample).flatMap((documents) => documents.map(({ id }) => id)));
    unique(sample.customers.map(({ customerNo }) => customerNo));
    unique(sample.customers.map(({ idNumber }) => idNumber));
    unique(sample.customers.map(({ mobile }) => mobile));
    unique(sample.holdings.map(({ accountNo }) => accountNo));
  });

  it('agrees with itself: ID number, birth and sex; grade and assets; last month and holdings', () => {
    for (const customer of sample.customers) {
      if (customer.idType === 'resident_id') {
        expect(isResidentId(customer.idNumber ?? '')).toBe(true);
        expect(birthDateOfResidentId(customer.idNumber ?? '')).toBe(customer.birthDate);
        expect(sexOfResidentId(customer.idNumber ?? '')).toBe(customer.sex);
      }
      if (customer.idType === 'uscc') expect(isUscc(customer.idNumber ?? '')).toBe(true);
      const worth = worthOf(sample.holdings.filter(({ customerId }) => customerId === customer.id));
      const last = sample.snapshots.find(
        ({ customerId, year }) => customerId === customer.id && year === 2026,
      );
      if (last) expect(last.months.at(-1)).toEqual({ month: 3, ...worth });
      if (customer.grade === 'gold' && customer.kind === 'retail') {
        expect(worth.assets).toBeGreaterThanOrEqual(20_000_000);
      }
    }
  });

  it('lies around its day: nothing opened or said after it, maturities and instalments before and behind', () => {
    for (const { openedOn } of [...sample.customers, ...sample.holdings])
      expect(openedOn <= today).toBe(true);
    for (const { occurredAt } of sample.contactLogs) expect(occurredAt < `${today}T00:00`).toBe(true);
    const soon = sample.holdings.filter(
      ({ maturesOn = '' }) => maturesOn >= today && maturesOn <= '2026-05-17',
    );
    expect(soon.length).toBeGreaterThan(100);
    expect(sample.holdings.some(({ instalments }) => (instalments?.overdue ?? 0) > 0)).toBe(true);
    expect(sample.tasks.some(({ status, dueOn }) => status === 'open' && dueOn < today)).toBe(true);
    expect(sample.tasks.some(({ status, dueOn }) => status === 'open' && dueOn >= today)).toBe(true);
  });

  it('books on an account of the customer what ends at its balance, within ninety days', () => {
    const accounts = new Map(sample.holdings.map((holding) => [holding.id, holding]));
    const byAccount = Map.groupBy(sample.transactions, ({ holdingId }) => holdingId);
    expect(byAccount.size).toBeGreaterThan(200);
    for (const [id, bookings] of byAccount) {
      const account = accounts.get(id);
      expect(account?.customerId).toBe(bookings[0]?.customerId);
      expect(bookings[0]?.balanceAfter).toEqual(account?.balance);
      for (const [index, { balanceAfter, bookedOn }] of bookings.entries()) {
        expect(balanceAfter?.minor).toBeGreaterThanOrEqual(0);
        expect(bookedOn > '2025-12-18' && bookedOn <= today).toBe(true);
        const later = bookings[index - 1];
        if (later === undefined) continue;
        const moved = later.direction === 'credit' ? later.amount.minor : -later.amount.minor;
        expect(balanceAfter?.minor).toBe((later.balanceAfter?.minor ?? 0) - moved);
      }
    }
  });

  it('has complaints open, late and resolved; soft facts only with consent; owners who come to a whole', () => {
    const { cases, customers, relationships } = sample;
    expect(cases.some(({ status, dueOn }) => status !== 'resolved' && dueOn < today)).toBe(true);
    expect(cases.some(({ status, resolution }) => status === 'resolved' && resolution)).toBe(true);
    for (const { softFacts, softFactConsent } of customers)
      if (softFacts) expect(softFactConsent?.given).toBe(true);
    const owners = Map.groupBy(
      relationships.filter(({ kind }) => kind === 'shareholder'),
      ({ customerId }) => customerId,
    );
    for (const shares of owners.values())
      expect(shares.reduce((sum, { shareBasisPoints = 0 }) => sum + shareBasisPoints, 0)).toBe(10_000);
  });

  it('mirrors each relationship between customers in the other file', () => {
    const between = sample.relationships.filter(({ relatedCustomerId }) => relatedCustomerId !== undefined);
    expect(between.length).toBeGreaterThan(100);
    const sides = new Set(between.map((side) => `${side.customerId} ${side.relatedCustomerId}`));
    for (const side of between) expect(sides.has(`${side.relatedCustomerId} ${side.customerId}`)).toBe(true);
  });

  it('gives every published sign-in with customers something to do, however small the bank', () => {
    const { tasks } = files(0, 12);
    for (const username of ['teller', 'teller2', 'manager', 'manager2', 'branch']) {
      const person = bank.organisation.people.find((one) => one.username === username);
      const own = tasks.filter(({ assigneeId, status }) => assigneeId === person?.id && status === 'open');
      expect(own.length, username).toBeGreaterThan(0);
    }
  });

  it('has the names that a search must cope with: polyphonic, double, with a dot, beyond the basic plane', () => {
    const names = sample.customers.map(({ name }) => name);
    for (const kind of [
      /^[单曾仇解查任华区朴盖]/u,
      /^(?:欧阳|司马|诸葛|上官|尉迟|司徒|皇甫|东方|万俟|令狐)/u,
      /·/u,
    ]) {
      expect(names.some((name) => kind.test(name))).toBe(true);
    }
    const many = files(400, 2400).customers.map(({ name }) => name);
    expect(many.some((name) => /[\u{20000}-\u{3ffff}]/u.test(name))).toBe(true);
  });
});
