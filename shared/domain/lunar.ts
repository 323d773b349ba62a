import type { BusinessDate } from './business-date.ts';
import { type DayNumber, dateOfDay, dayNumberOf } from './day-number.ts';

/** A day of the Chinese calendar (农历). `year` is the common year in which the lunar one begins. */
export interface LunarDate {
  readonly year: number;
  /** 1–12; a leap month has the number of the month before it. */
  readonly month: number;
  readonly leap: boolean;
  /** 1–30. */
  readonly day: number;
}

interface LunarMonth {
  readonly month: number;
  readonly leap: boolean;
  readonly start: DayNumber;
  /** 29 or 30. */
  readonly length: number;
}

/**
 * The published calendar, a word of hexadecimal for each lunar year: the lowest digit is the month after which a leap
 * month comes, 0 for none; then a bit for each month in its order, set where it has 30 days. A table, not `Intl`: ICU's
 * own reckoning misses new moons within minutes of midnight (it has the New Year of 2027 on 7 February instead of 6)
 * and puts three leap months one too late.
 */
const words =
  '16d28 07520 0ea50 164a5 064b0 0a9b0 15564 056a0 0b590 17522 ' +
  '07520 1b256 0b250 0a4b0 14ab5 02ad0 056b0 0b692 0da90 1d927 ' +
  '0e920 0d250 1a4d5 0a560 02b60 15b54 06d40 0ea90 1e922 0e920 ' +
  '0d266 052b0 0a570 12b65 0b5a0 06d40 0ec93 07490 16937 0a930 ' +
  '052b0 0a5b6 0aad0 056a0 1b554 0ba40 0b490 1a932 0a950 152d7 ' +
  '05360 0aad0 15aa5 05b20 0da50 1d4a3 0d4a0 0a958 0a970 05560 ' +
  '0ab56 0ad50 06d20 0ea54 0ea50 064a0 0c973 0a9b0 155a7 056a0 ' +
  '0b690 17525 0b520 0b250 164b4 0a4b0 14ab8 02ad0 056d0 0b696 ' +
  '0da90 0d920 1d254 0d250 1a4da 0a560 02b60 05b56 06d50 0ea90 ' +
  '1e925 0e920 0d260 0a563 0a570 14d68 035a0 06d50 16c95 07490 ' +
  '06930 152b4 052b0 0a5b0 155a2 056a0 1b557 0ba40 0b490 1a935 ' +
  '0a950 052d0 0aad4 0ab50 15aa9 05d20 0da50 1d4a6 0d4a0 0c950 ' +
  '152e4 05560 0ab50 15b22 06d20 0ea56 07250 064b0 0c975 0cab0 ' +
  '055a0 0ad63 0b690 1752b 0b520 0b250 1a4b6 0a4b0 04ab0 055b5 ' +
  '05ad0 0b6a0 1b522 0d920 1d257 0d250 0a550 14ad5 04b60 05b50 ' +
  '0daa3 0ec90 1e928 0e920 0d260 0a566 0a570 04d60 06d54 07550 ' +
  '07490 0e933 06930 152b7 052b0 0a5b0 155a5 056a0 0b650 174a4 ' +
  '0b4a0 1a958 0a950 052d0 0aad6 0ab50 05aa0 0ba54 0da50 0d4a0 ' +
  '1c953 0c960 194e7 05560 0ab50 15b25 06d20 0ea50 0e4a4 068b0 ' +
  '0c978 04ab0 055b0 0ad66 0b6a0 07520 17254 0b450 0a8b0 149b2 ' +
  '04ab0';

const FIRST_YEAR = 1900;
const FIRST_DAY = '1900-01-31';

let years: readonly (readonly LunarMonth[])[] | undefined;

/** The lunar date of a day; `undefined` outside the lunar years 1900–2100. */
export function lunarDateOf(date: BusinessDate): LunarDate | undefined {
  const day = dayNumberOf(date);
  const common = Number(date.slice(0, 4));
  // The lunar year begins between 21 January and 21 February: a day before that is of the year before.
  for (const year of [common, common - 1]) {
    const found = monthsOf(year)?.findLast(({ start }) => start <= day);
    if (found === undefined || day >= found.start + found.length) continue;
    return { year, month: found.month, leap: found.leap, day: day - found.start + 1 };
  }
  return undefined;
}

/**
 * The day of a lunar year on which a lunar month and day fall. A leap month that the year has not is the month of its
 * number; the 30th of a month of 29 days is its last. `undefined` outside the lunar years 1900–2100.
 */
export function dayInLunarYear(
  year: number,
  { month, leap, day }: Omit<LunarDate, 'year'>,
): BusinessDate | undefined {
  const months = monthsOf(year);
  const found =
    months?.find((one) => one.month === month && one.leap === leap) ??
    months?.find((one) => one.month === month);
  return found && dateOfDay(found.start + Math.min(day, found.length) - 1);
}

/**
 * The first day, today or later, on which a birthday kept by the lunar calendar falls. `undefined` where the birth or
 * today lie outside the lunar years 1900–2100.
 */
export function nextLunarBirthday(birthDate: BusinessDate, today: BusinessDate): BusinessDate | undefined {
  const birth = lunarDateOf(birthDate);
  const now = lunarDateOf(today);
  if (birth === undefined || now === undefined) return undefined;
  return [now.year, now.year + 1]
    .map((year) => dayInLunarYear(year, birth))
    .find((day) => day !== undefined && day >= today);
}

const digits = [...'一二三四五六七八九十'];

/** A lunar day of the month as Chinese calendars print it: 初一, 十五, 廿三, 三十. */
export function lunarDayName(day: number): string {
  if (day === 20) return '二十';
  if (day === 30) return '三十';
  return `${['初', '十', '廿'][Math.floor((day - 1) / 10)]}${digits[(day - 1) % 10]}`;
}

/** A lunar month as Chinese calendars print it: 正月, 闰六月, 冬月, 腊月. */
export function lunarMonthName({ month, leap }: Pick<LunarDate, 'month' | 'leap'>): string {
  const name = month === 1 ? '正' : month === 11 ? '冬' : month === 12 ? '腊' : digits[month - 1];
  return `${leap ? '闰' : ''}${name}月`;
}

/** The months of a lunar year in their order. */
function monthsOf(year: number): readonly LunarMonth[] | undefined {
  years ??= readTable();
  return years[year - FIRST_YEAR];
}

function readTable(): LunarMonth[][] {
  let start = dayNumberOf(FIRST_DAY);
  return words.split(' ').map((word) => {
    const bits = Number.parseInt(word, 16);
    const leapAfter = bits % 16;
    return Array.from({ length: leapAfter === 0 ? 12 : 13 }, (_, index) => {
      const length = 29 + ((bits >> (index + 4)) % 2);
      const leap = leapAfter > 0 && index === leapAfter;
      const month = index + (leapAfter > 0 && index >= leapAfter ? 0 : 1);
      start += length;
      return { month, leap, start: start - length, length };
    });
  });
}
