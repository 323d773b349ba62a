import { dayInLunarYear, lunarDateOf } from '#shared/domain/lunar.ts';

/**
 * The months of a common year, 1 to 12, in which a birthday falls that is kept by the lunar calendar: one as a rule, none
 * or two at its turns. Empty where the birth lies outside the lunar years 1900–2100.
 */
export function lunarBirthdayMonths(birthDate: string, year: number): number[] {
  const birth = lunarDateOf(birthDate);
  if (birth === undefined) return [];
  // The last weeks of a lunar year are the first of the next common one.
  return [year - 1, year]
    .map((lunarYear) => dayInLunarYear(lunarYear, birth))
    .filter((day) => day !== undefined)
    .filter((day) => Number(day.slice(0, 4)) === year)
    .map((day) => Number(day.slice(5, 7)));
}
