import type { BusinessDate } from './business-date.ts';

/**
 * A day as the number of days since 1970-01-01. Bulk work shifts and compares millions of dates: whole numbers do
 * that without a zone, a parse or a daylight-saving hour in the way.
 */
export type DayNumber = number;

const DAY_MS = 86_400_000;
const known = new Map<DayNumber, BusinessDate>();

export function dayNumberOf(date: BusinessDate): DayNumber {
  return Math.round(Date.parse(`${date}T00:00:00Z`) / DAY_MS);
}

/** Years 0–9999. Remembers its answers: bulk data name the same few thousand days over and over. */
export function dateOfDay(day: DayNumber): BusinessDate {
  let date = known.get(day);
  if (date === undefined) {
    if (known.size > 60_000) known.clear();
    date = new Date(day * DAY_MS).toISOString().slice(0, 10);
    known.set(day, date);
  }
  return date;
}

/** Months since year 0, January being 0: consecutive months are consecutive numbers. */
export function monthNumberOf(day: DayNumber): number {
  const date = dateOfDay(day);
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
}

export function yearAndMonth(monthNumber: number): { year: number; month: number } {
  return { year: Math.floor(monthNumber / 12), month: (monthNumber % 12) + 1 };
}

/** The last day of a month. */
export function monthEnd(monthNumber: number): DayNumber {
  const { year, month } = yearAndMonth(monthNumber);
  return Math.round(Date.UTC(year, month, 0) / DAY_MS);
}

/** The same day some months later or earlier; the last of the month where that month is shorter. */
export function dayPlusMonths(day: DayNumber, months: number): DayNumber {
  const target = monthNumberOf(day) + months;
  const dayOfMonth = Number(dateOfDay(day).slice(8));
  const end = monthEnd(target);
  const lastOfMonth = Number(dateOfDay(end).slice(8));
  return end - lastOfMonth + Math.min(dayOfMonth, lastOfMonth);
}
