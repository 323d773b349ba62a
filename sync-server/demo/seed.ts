import { setImmediate as turn } from 'node:timers/promises';
import { type BusinessDate, businessDateOf } from '#shared/domain/business-date.ts';
import { dayNumberOf } from '#shared/domain/day-number.ts';
import { insertDocuments } from '../db/bulk-write.ts';
import { directoryEntry, insertBranches, insertDemoUsers } from '../db/bulk-write-organisation.ts';
import { inTransaction, type Pool } from '../db/pool.ts';
import { hashPassword } from '../identity/passwords.ts';
import { type DemoBank, type FileDocuments, noDocuments, openBank } from './bank.ts';
import { dictionariesOf } from './dictionaries.ts';
import { BLOCK, neighbourhood } from './neighbourhood.ts';
import type { Organisation } from './organisation.ts';
import { DEMO_PASSWORD, demoFloater } from './people.ts';
import { productsOf } from './products.ts';
import { readSeedState, type SeedState, writeSeedState } from './seed-state.ts';

export interface SeedOptions {
  readonly customers?: number;
  readonly seed?: number;
  /** The day that maturities, tasks and contacts are placed around. */
  readonly today?: BusinessDate;
  readonly onProgress?: (progress: { done: number; total: number }) => void;
  /** Stops after the customers being written; a later run goes on from there. */
  readonly signal?: AbortSignal;
}

/** `refused`: the database holds a bank of its own (customers or people that are no demo's), nothing was written. */
export type SeedOutcome = 'seeded' | 'already_seeded' | 'refused';

/** Customers per transaction, a multiple of {@link BLOCK}. */
const STEP = 400;
const LOCK = 7_301_002;

/**
 * Writes the demo bank. It is the same bank for the same seed, day and number of customers; an interrupted run is
 * taken up where it stopped, a finished one is recognised at once, and asking for more customers adds them. Holds one
 * step in memory, whatever the size.
 */
export async function seedDemoBank(pool: Pool, options: SeedOptions = {}): Promise<SeedOutcome> {
  const customers = options.customers ?? 20_000;
  const before = await readSeedState(pool);
  if (before !== undefined && before.done >= customers) return 'already_seeded';
  const lock = await pool.connect();
  try {
    await lock.query('select pg_advisory_lock($1)', [LOCK]);
    const known = await readSeedState(lock);
    if (known !== undefined && known.done >= customers) return 'already_seeded';
    const today = options.today ?? businessDateOf(new Date());
    const state: SeedState = { ...(known ?? { seed: options.seed ?? 1, today, done: 0 }), customers };
    const bank = openBank(state.seed, dayNumberOf(state.today), customers);
    if (known === undefined && (await holdsAnotherBank(pool, bank.organisation))) return 'refused';
    await writeOrganisation(pool, bank, state);
    await writeCustomers(pool, bank, state, options);
    await pool.query(
      'analyze customers, contact_logs, tasks, holdings, relationships, snapshots, cases, transactions, reference',
    );
    return 'seeded';
  } finally {
    await lock.query('select pg_advisory_unlock($1)', [LOCK]).catch(() => undefined);
    lock.release();
  }
}

async function holdsAnotherBank(pool: Pool, { branches }: Organisation): Promise<boolean> {
  const { rows } = await pool.query<{ another: boolean }>(
    `select exists (select 1 from customers where not (branch_id = any ($1)))
         or exists (select 1 from users where not demo) as another`,
    [branches.map(({ id }) => id)],
  );
  return rows[0]?.another ?? false;
}

async function writeOrganisation(pool: Pool, bank: DemoBank, state: SeedState): Promise<void> {
  const { branches, people } = bank.organisation;
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  await inTransaction(pool, async (client) => {
    await insertBranches(client, branches);
    await insertDemoUsers(client, people, passwordHash);
    await client.query(
      `insert into user_branches (user_id, branch_id)
       select u.id, b.id from users u, branches b where u.demo and u.username = $1 and b.code = $2 on conflict do nothing`,
      [demoFloater.username, demoFloater.alsoAt],
    );
    await insertDocuments(client, 'reference', [
      ...branches,
      ...people.map(directoryEntry),
      ...productsOf(bank.seed),
      ...dictionariesOf(bank.seed),
    ]);
    await writeSeedState(client, state);
  });
}

async function writeCustomers(
  pool: Pool,
  bank: DemoBank,
  state: SeedState,
  options: SeedOptions,
): Promise<void> {
  // A bank that grows may have ended inside a block: that block is made again, now whole.
  let from = state.done - (state.done % BLOCK);
  let next = await makeStep(bank, from);
  while (from < bank.customers) {
    options.signal?.throwIfAborted();
    const done = Math.min(from + STEP, bank.customers);
    const write = writeStep(pool, next, { ...state, done });
    // The next step is made while PostgreSQL writes this one.
    [next] = await Promise.all([makeStep(bank, done), write]);
    from = done;
    options.onProgress?.({ done, total: bank.customers });
  }
}

async function makeStep(bank: DemoBank, from: number): Promise<FileDocuments> {
  const documents = noDocuments();
  const end = Math.min(from + STEP, bank.customers);
  for (let block = Math.floor(from / BLOCK); block * BLOCK < end; block++) {
    const made = neighbourhood(bank, block);
    documents.customers.push(...made.customers);
    documents.holdings.push(...made.holdings);
    documents.snapshots.push(...made.snapshots);
    documents.contactLogs.push(...made.contactLogs);
    documents.tasks.push(...made.tasks);
    documents.relationships.push(...made.relationships);
    documents.cases.push(...made.cases);
    documents.transactions.push(...made.transactions);
    if (block % 4 === 0) await turn();
  }
  return documents;
}

async function writeStep(pool: Pool, documents: FileDocuments, state: SeedState): Promise<void> {
  await inTransaction(pool, async (client) => {
    await insertDocuments(client, 'customers', documents.customers);
    await insertDocuments(client, 'holdings', documents.holdings);
    await insertDocuments(client, 'snapshots', documents.snapshots);
    await insertDocuments(client, 'contactLogs', documents.contactLogs);
    await insertDocuments(client, 'tasks', documents.tasks);
    await insertDocuments(client, 'relationships', documents.relationships);
    await insertDocuments(client, 'cases', documents.cases);
    await insertDocuments(client, 'transactions', documents.transactions);
    await writeSeedState(client, state);
  });
}
