import { stat } from 'node:fs/promises';
import { checkTable } from '../delimited.ts';
import { ImportError } from '../errors.ts';
import type { ImportContext, ImportFormat, ImportResult } from '../format.ts';
import { milestones, surveyBookings } from './berka/bookings.ts';
import { movedBy, shiftOf } from './berka/moved.ts';
import { organisationOf } from './berka/organisation.ts';
import { readBank } from './berka/read-bank.ts';
import { signInsOf } from './berka/sign-ins.ts';
import { tables } from './berka/tables.ts';
import { writeBookings } from './berka/write-bookings.ts';
import { writeFiles, writeOrganisation, writeSnapshots } from './berka/write-files.ts';

/** PKDD'99 "Financial": a Czech bank of the nineties, eight files in a folder. */
export const berka: ImportFormat = {
  name: 'berka',
  title: "the Berka bank (PKDD'99 Financial): a folder with client.asc, account.asc, disp.asc, …",
  inspect,
  run,
};

async function inspect(source: string): Promise<void> {
  const found = await stat(source).catch(() => undefined);
  if (!found?.isDirectory()) {
    throw new ImportError(
      'source_missing',
      `${source} is not a folder. Name the folder that holds client.asc.`,
    );
  }
  for (const shape of Object.values(tables)) await checkTable(source, shape);
}

/**
 * First everything is read once: the small files into memory, the transactions for the latest day and the last
 * balances, and what is wrong goes to the rejects. Then the bank is written from customers down, so that whatever
 * refers to a customer finds one, and the transactions are read again, now to be written.
 */
async function run(context: ImportContext): Promise<ImportResult> {
  const { source, rejects, onProgress, signal } = context;
  const read = await readBank(context);
  const isMilestone = milestones();
  const survey = await surveyBookings(source, read.owners, rejects.add.bind(rejects), async (count) => {
    signal.throwIfAborted();
    await rejects.flush();
    if (isMilestone(count)) onProgress(`trans.asc: ${count} transactions read`);
  });
  onProgress(`trans.asc: ${survey.count} rows`);
  const latest = Math.max(read.latest, survey.latest);
  if (!Number.isFinite(latest)) {
    throw new ImportError('nothing_to_import', `${source} holds no account, card, loan or transaction.`);
  }
  const shift = shiftOf(latest, context.asOf);
  const bank = movedBy({ ...read, latest }, shift);
  const organisation = organisationOf(bank);

  let written = await writeOrganisation(context, organisation);
  written += await writeFiles(context, bank, organisation, survey, shift);
  const bookings = await writeBookings(context, bank, survey, shift);
  written += bookings.written;
  written += await writeSnapshots(context, bank, bookings.ends);

  return {
    counts: {
      customers: bank.clients.size,
      accounts: bank.owners.size,
      loans: bank.loans.size,
      cards: bank.cards.size,
      orders: bank.orders.size,
      transactions: survey.count,
      rejected: rejects.count,
    },
    written,
    ...signInsOf(organisation),
  };
}
