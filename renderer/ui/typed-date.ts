import { type BusinessDate, plusDays } from '#shared/domain/business-date.ts';

/**
 * A date as tellers type it: `20261121`, `2026-11-21`, `2026/1/5`, `2026年1月5日`, `261121`, `1121` (the next such
 * day), `+7` (days from today), `0` (today). Returns `null` where it is no date; never guesses between two.
 */
export function parseTypedDate(text: string, today: BusinessDate): BusinessDate | null {
  const typed = text.trim();
  const relative = /^\+(\d{1,4})$/.exec(typed);
  if (relative !== null) return plusDays(today, Number(relative[1]));
  if (typed === '0') return today;
  const parted = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(typed);
  if (parted !== null) return realDate(parted[1], parted[2], parted[3]);
  if (/^\d{8}$/.test(typed)) return realDate(typed.slice(0, 4), typed.slice(4, 6), typed.slice(6));
  if (/^\d{6}$/.test(typed)) return realDate(`20${typed.slice(0, 2)}`, typed.slice(2, 4), typed.slice(4));
  if (/^\d{4}$/.test(typed)) return nextSuchDay(typed.slice(0, 2), typed.slice(2), today);
  return null;
}

function nextSuchDay(month: string, day: string, today: BusinessDate): BusinessDate | null {
  const year = Number(today.slice(0, 4));
  const thisYear = realDate(String(year), month, day);
  if (thisYear !== null && thisYear >= today) return thisYear;
  return realDate(String(year + 1), month, day);
}

function realDate(year = '', month = '', day = ''): BusinessDate | null {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const parsed = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(parsed.getTime()) || !parsed.toISOString().startsWith(date)) return null;
  return date;
}
