import { type BusinessDate, plusDays } from './business-date.ts';
import { dayInLunarYear, type LunarDate, lunarDateOf } from './lunar.ts';

/** Birth dates whose day of the year is one of the next days; 29 February counts as 28 in common years. */
export function birthdayPattern(today: BusinessDate, days: number): string {
  const wanted = new Set<string>();
  for (let ahead = 0; ahead <= days; ahead += 1) {
    const day = plusDays(today, ahead).slice(4);
    wanted.add(day);
    if (day === '-02-28') wanted.add('-02-29');
  }
  return `(${[...wanted].join('|')})$`;
}

/**
 * Birth dates whose lunar birthday may fall on one of the next days, of the last 120 years: what a store can look for,
 * since it knows no lunar calendar. Some too many, for leap months and short ones; none too few.
 */
export function lunarBirthDates(today: BusinessDate, days: number): BusinessDate[] {
  const year = Number(today.slice(0, 4));
  const found = new Set<BusinessDate>();
  for (let ahead = 0; ahead <= days; ahead += 1) {
    const lunar = lunarDateOf(plusDays(today, ahead));
    if (lunar === undefined) continue;
    for (let born = year - 120; born <= year; born += 1) {
      for (const birth of birthsOf(lunar)) {
        const day = dayInLunarYear(born, birth);
        if (day !== undefined) found.add(day);
      }
    }
  }
  return [...found].sort();
}

function birthsOf({ month, day }: LunarDate): Omit<LunarDate, 'year'>[] {
  const days = day === 29 ? [29, 30] : [day];
  return days.flatMap((one) => [false, true].map((leap) => ({ month, leap, day: one })));
}
