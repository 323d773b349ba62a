import { collections } from '#shared/model/collections.ts';
import { customer } from '#shared/model/customer.ts';
import { insertDocuments, upsertDocuments } from '../../../db/bulk-write.ts';
import { directoryEntry, insertBranches, insertDemoUsers } from '../../../db/bulk-write-organisation.ts';
import { inTransaction, type Pool } from '../../../db/pool.ts';
import { DEMO_PASSWORD } from '../../../demo/people.ts';
import { hashPassword } from '../../../identity/passwords.ts';
import { ImportError } from '../../errors.ts';
import type { ImportContext } from '../../format.ts';
import type { BookingSurvey } from './bookings.ts';
import { customersOf, relationshipsOf } from './customers.ts';
import { holdingsOf } from './holdings.ts';
import { estates, type MonthEnds, snapshotsOf } from './month-ends.ts';
import { type BerkaOrganisation, berkaId } from './organisation.ts';
import { allProducts } from './products.ts';
import type { BerkaBank } from './read-bank.ts';

type Fields = keyof typeof customer.shape;
/** What the source decides. All else of a customer belongs to the people at the bank once it is there. */
const fromSource: readonly Fields[] = [
  'customerNo',
  'kind',
  'openedOn',
  'lifecycle',
  'grade',
  'nameGenerated',
];
const theirs = (Object.keys(customer.shape) as Fields[]).filter((field) => !fromSource.includes(field));

export async function writeOrganisation(
  { pool, onProgress }: ImportContext,
  organisation: BerkaOrganisation,
): Promise<number> {
  const { branches, people } = organisation;
  await refuseTakenNames(pool, organisation);
  onProgress(`Writing ${branches.length} branches and ${people.length} people`);
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  return inTransaction(pool, async (client) => {
    await insertBranches(client, branches);
    await insertDemoUsers(client, people, passwordHash);
    const directory = [...branches, ...people.map(directoryEntry), ...allProducts];
    return upsertDocuments(client, 'reference', directory);
  });
}

async function refuseTakenNames(pool: Pool, { people }: BerkaOrganisation): Promise<void> {
  const { rows } = await pool.query<{ username: string }>(
    'select username from users where username = any ($1) and not (id = any ($2)) limit 1',
    [people.map(({ username }) => username), people.map(({ id }) => id)],
  );
  const [taken] = rows;
  if (taken === undefined) return;
  throw new ImportError(
    'username_taken',
    `The bank has a user ${taken.username} of its own. Rename that user first.`,
  );
}

export async function writeFiles(
  { pool, onProgress, signal }: ImportContext,
  bank: BerkaBank,
  organisation: BerkaOrganisation,
  survey: BookingSurvey,
  shift: number,
): Promise<number> {
  const customers = customersOf(bank, organisation, survey, shift);
  onProgress(`Writing ${customers.length} customers`);
  let written = await upsertDocuments(pool, 'customers', customers, theirs);
  signal.throwIfAborted();
  // People may have renamed or retitled a relationship: nothing in it comes from the source but that it exists.
  await insertDocuments(pool, 'relationships', relationshipsOf(bank, shift));
  signal.throwIfAborted();
  const holdings = holdingsOf(bank, survey);
  onProgress(`Writing ${holdings.length} accounts, loans, cards and orders`);
  written += await upsertDocuments(pool, 'holdings', holdings);
  signal.throwIfAborted();
  return written;
}

const OWNERS_PER_STEP = 400;

export async function writeSnapshots(
  { pool, onProgress, signal }: ImportContext,
  bank: BerkaBank,
  ends: MonthEnds,
): Promise<number> {
  const owners = [...estates(bank)];
  onProgress(`Writing the month-ends of ${owners.length} customers`);
  let written = 0;
  for (let from = 0; from < owners.length; from += OWNERS_PER_STEP) {
    signal.throwIfAborted();
    const step = owners.slice(from, from + OWNERS_PER_STEP);
    const documents = step.flatMap(([clientId, { accounts, loans }]) =>
      snapshotsOf(clientId, accounts, loans, ends, bank.latest),
    );
    written += await upsertDocuments(pool, 'snapshots', documents);
    written += await removeOtherYears(pool, step, documents);
  }
  return written;
}

/** A run for another day moves the years: those that no longer exist must not stay beside the new ones. */
async function removeOtherYears(
  pool: Pool,
  owners: readonly (readonly [number, unknown])[],
  documents: readonly { readonly id: string }[],
): Promise<number> {
  const result = await pool.query(
    `update ${collections.snapshots.table} set deleted = true
     where customer_id = any ($1) and not deleted and not (id = any ($2))`,
    [owners.map(([clientId]) => berkaId('client', clientId)), documents.map(({ id }) => id)],
  );
  return result.rowCount ?? 0;
}
