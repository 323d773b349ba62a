import { type DayNumber, dateOfDay } from '#shared/domain/day-number.ts';
import { LineFault } from './errors.ts';

/** Readers of single values. Each throws a {@link LineFault} that names the column, never the value. */

export function wholeNumber(column: string, text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new LineFault(`${column} is not a whole number`);
  return Number(text);
}

/** An amount as it is printed, in minor units: no floating point touches it. */
export function minorUnits(column: string, text: string): number {
  const match = /^(-?)(\d{1,12})(?:\.(\d{1,2}))?$/.exec(text);
  if (match === null) throw new LineFault(`${column} is not an amount`);
  const [, sign, whole = '', fraction = ''] = match;
  const minor = Number(whole + fraction.padEnd(2, '0'));
  return sign === '-' && minor !== 0 ? -minor : minor;
}

/** `YYMMDD` of the twentieth century. */
export function dayOf(column: string, text: string): DayNumber {
  const match = /^(\d\d)(\d\d)(\d\d)$/.exec(text);
  const date = match ? `19${match[1]}-${match[2]}-${match[3]}` : '';
  const day = Date.parse(`${date}T00:00:00Z`) / 86_400_000;
  if (match === null || Number.isNaN(day) || dateOfDay(day) !== date)
    throw new LineFault(`${column} is not a date`);
  return day;
}

export function name(column: string, text: string, max: number): string {
  if (text === '' || text.length > max || /\p{Cc}/u.test(text)) {
    throw new LineFault(`${column} is not a name of at most ${max} characters`);
  }
  return text;
}
