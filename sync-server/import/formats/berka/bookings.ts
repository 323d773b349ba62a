import type { DayNumber } from '#shared/domain/day-number.ts';
import { type Reject, readTable } from '../../delimited.ts';
import { LineFault } from '../../errors.ts';
import { IdSet } from '../../id-set.ts';
import { type Booking, bookingOf } from './rows.ts';
import { tables } from './tables.ts';

export interface PlacedBooking extends Booking {
  readonly line: number;
}

/**
 * The transactions that can be taken, batch by batch. Read twice by an import: once to learn the latest day and the
 * balances, once to write; both passes take exactly the same lines.
 */
export async function* readBookings(
  source: string,
  accounts: ReadonlyMap<number, unknown>,
  reject: Reject,
): AsyncGenerator<PlacedBooking[]> {
  const seen = new IdSet();
  for await (const batch of readTable(source, tables.trans, reject)) {
    const taken: PlacedBooking[] = [];
    for (const { line, text, values } of batch) {
      try {
        const booking = bookingOf(values);
        if (!accounts.has(booking.accountId)) throw new LineFault('unknown account, or one without an owner');
        if (!seen.add(booking.id)) throw new LineFault('the same id stands on an earlier line');
        taken.push({ ...booking, line });
      } catch (error) {
        if (!(error instanceof LineFault)) throw error;
        reject(tables.trans.file, line, error.message, text);
      }
    }
    yield taken;
  }
}

/** A balance and when it stood there. */
export interface Standing {
  readonly day: DayNumber;
  readonly line: number;
  readonly balance: number;
}

/**
 * Which of two balances of an account is the later one: by day, and within a day by place in the file. The file
 * happens to be sorted by day; nothing here depends on it. Numbers of transactions do not order a day: against the
 * running balances, the order of lines is right more often.
 */
export function isLater(one: Omit<Standing, 'balance'>, other: Standing | undefined): boolean {
  return other === undefined || one.day > other.day || (one.day === other.day && one.line > other.line);
}

export interface BookingSurvey {
  readonly count: number;
  readonly latest: DayNumber;
  /** By account: the last balance. */
  readonly last: ReadonlyMap<number, Standing>;
}

/** The first pass. */
export async function surveyBookings(
  source: string,
  accounts: ReadonlyMap<number, unknown>,
  reject: Reject,
  afterBatch: (count: number) => Promise<void>,
): Promise<BookingSurvey> {
  const last = new Map<number, Standing>();
  let count = 0;
  let latest = Number.NEGATIVE_INFINITY;
  for await (const batch of readBookings(source, accounts, reject)) {
    for (const { accountId, day, line, balance } of batch) {
      latest = Math.max(latest, day);
      if (isLater({ day, line }, last.get(accountId))) last.set(accountId, { day, line, balance });
    }
    count += batch.length;
    await afterBatch(count);
  }
  return { count, latest, last };
}

/** True once for every so many rows: progress of a million of them must not fill the terminal. */
export function milestones(every = 20_000): (count: number) => boolean {
  let next = every;
  return (count) => {
    if (count < next) return false;
    next = count + every;
    return true;
  };
}
