import { addDays } from 'date-fns/addDays';
import { addMonths } from 'date-fns/addMonths';
import { differenceInCalendarDays } from 'date-fns/differenceInCalendarDays';
import { formatISO } from 'date-fns/formatISO';
import { parseISO } from 'date-fns/parseISO';

/** A day in the bank's calendar as `YYYY-MM-DD`: comparing two as strings compares the days. */
export type BusinessDate = string;

/** The day of a moment on this machine's calendar. */
export function businessDateOf(moment: Date): BusinessDate {
  return formatISO(moment, { representation: 'date' });
}

export function plusDays(date: BusinessDate, days: number): BusinessDate {
  return businessDateOf(addDays(parseISO(date), days));
}

/** The same day some months later; the last of the month where that month is shorter. */
export function plusMonths(date: BusinessDate, months: number): BusinessDate {
  return businessDateOf(addMonths(parseISO(date), months));
}

/** Whole days from one date to another; negative when `to` is earlier. */
export function daysBetween(from: BusinessDate, to: BusinessDate): number {
  return differenceInCalendarDays(parseISO(to), parseISO(from));
}

/** The first day, today or later, on which a yearly date recurs; 29 February falls on 28 in common years. */
export function nextAnniversary(date: BusinessDate, today: BusinessDate): BusinessDate {
  const birth = parseISO(date);
  const year = parseISO(today).getFullYear();
  for (const candidate of [year, year + 1]) {
    const day = businessDateOf(addMonths(birth, (candidate - birth.getFullYear()) * 12));
    if (day >= today) return day;
  }
  return date;
}

/** Full years lived on a day. */
export function ageOn(birthDate: BusinessDate, today: BusinessDate): number {
  const years = parseISO(today).getFullYear() - parseISO(birthDate).getFullYear();
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years;
}
