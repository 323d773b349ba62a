import { dateOfDay } from '#shared/domain/day-number.ts';
import type { Transaction } from '#shared/model/transaction.ts';
import { upsertDocuments } from '../../../db/bulk-write.ts';
import { ImportError } from '../../errors.ts';
import type { ImportContext } from '../../format.ts';
import { type BookingSurvey, milestones, type PlacedBooking, readBookings } from './bookings.ts';
import { czk } from './money.ts';
import { MonthEnds } from './month-ends.ts';
import { berkaId } from './organisation.ts';
import type { BerkaBank } from './read-bank.ts';

/** The second pass: writes every transaction, and keeps of each account only its balance at the end of each month. */
export async function writeBookings(
  { source, pool, onProgress, signal }: ImportContext,
  bank: BerkaBank,
  survey: BookingSurvey,
  shift: number,
): Promise<{ written: number; ends: MonthEnds }> {
  const ends = new MonthEnds();
  const files = new Map(
    [...bank.owners].map(([accountId, owner]) => [
      accountId,
      { customerId: berkaId('client', owner.id), holdingId: berkaId('account', accountId) },
    ]),
  );
  const isMilestone = milestones();
  let written = 0;
  let count = 0;
  // What the first pass rejected is rejected again, in silence.
  for await (const batch of readBookings(source, bank.owners, () => undefined)) {
    signal.throwIfAborted();
    const documents: Transaction[] = [];
    for (const booking of batch) {
      const day = booking.day + shift;
      ends.add(booking.accountId, { day, line: booking.line, balance: booking.balance });
      const file = files.get(booking.accountId);
      if (file !== undefined) documents.push(transactionOf(booking, file, day));
    }
    written += await upsertDocuments(pool, 'transactions', documents);
    count += batch.length;
    if (isMilestone(count)) onProgress(`Writing transactions: ${count} of ${survey.count}`);
  }
  if (count !== survey.count) {
    throw new ImportError('source_changed', 'trans.asc changed while it was read. Run the import again.');
  }
  return { written, ends };
}

function transactionOf(
  { id, direction, kind, amount, balance, counterparty }: PlacedBooking,
  file: Pick<Transaction, 'customerId' | 'holdingId'>,
  day: number,
): Transaction {
  return {
    id: berkaId('trans', id),
    ...file,
    bookedOn: dateOfDay(day),
    direction,
    kind,
    amount: czk(amount),
    balanceAfter: czk(balance),
    ...(counterparty === undefined ? {} : { counterparty }),
  };
}
