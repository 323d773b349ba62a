import type { Language } from '#renderer/i18n/resources.ts';
import { daysBetween } from '#shared/domain/business-date.ts';
import type { Money } from '#shared/model/primitives.ts';

/** Formatters of one language. Pure: `today` and times come in, so that tests and screens say the same. */
export interface Formatter {
  /** `¥1,234.56`; minor units to the currency's own number of decimals. */
  money(amount: Money): string;
  /** For narrow columns: `¥123.5万`, `¥1.2M`. */
  compactMoney(amount: Money): string;
  number(value: number): string;
  /** Bytes as whole or tenths of megabytes: sizes on a disk. */
  bytes(value: number): string;
  /** Basis points as percent: 275 is `2.75%`. */
  percent(basisPoints: number): string;
  /** `YYYY-MM-DD` as people write it, without shifting it by a time zone. */
  date(day: string): string;
  /** With the day of the week, for headings. */
  longDate(day: string): string;
  /** Without the year, for lists of days close to today. */
  shortDate(day: string): string;
  weekday(day: string): string;
  /** A month, `YYYY-MM`. */
  month(month: string): string;
  /** Several words in one sentence. */
  list(words: readonly string[]): string;
  /** An instant in the device's time zone, to the minute. */
  dateTime(instant: string): string;
  /** To the second, where the order of what happened matters. */
  moment(instant: string): string;
  time(instant: string): string;
  /** `today`, `tomorrow`, `in 3 days`, `2 days ago`. */
  relativeDay(day: string, today: string): string;
  /** How long ago an instant was, in the largest whole unit; `undefined` under a minute. */
  ago(instant: string, now: Date): string | undefined;
}

const formatters = new Map<Language, Formatter>();

/** Intl objects are costly to make: one set for each language, kept. */
export function formatterOf(language: Language): Formatter {
  const known = formatters.get(language);
  if (known) return known;
  const made = createFormatter(language);
  formatters.set(language, made);
  return made;
}

function createFormatter(language: Language): Formatter {
  // Days in the order most of the world writes them; numbers in the short forms English readers know (1.2M).
  const locale = language === 'en' ? 'en-GB' : language;
  const currencies = new Map<string, { full: Intl.NumberFormat; compact: Intl.NumberFormat; unit: number }>();
  const currencyOf = (currency: string) => {
    const known = currencies.get(currency);
    if (known) return known;
    const style = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const;
    const full = new Intl.NumberFormat(language, style);
    const compact = new Intl.NumberFormat(language, {
      ...style,
      notation: 'compact',
      maximumFractionDigits: 1,
    });
    const made = { full, compact, unit: 10 ** (full.resolvedOptions().maximumFractionDigits ?? 2) };
    currencies.set(currency, made);
    return made;
  };

  const numbers = new Intl.NumberFormat(language);
  const megabytes = new Intl.NumberFormat(language, {
    style: 'unit',
    unit: 'megabyte',
    maximumFractionDigits: 1,
  });
  const percents = new Intl.NumberFormat(language, {
    style: 'percent',
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  // Business dates are read and written as UTC: a maturity must not move by a day with the device's zone.
  const day = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  const dates = day(
    language === 'en'
      ? { year: 'numeric', month: 'short', day: 'numeric' }
      : { year: 'numeric', month: '2-digit', day: '2-digit' },
  );
  const longDates = day({ year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' });
  const shortDates = day({ month: 'short', day: 'numeric' });
  const weekdays = day({ weekday: 'short' });
  const months = day(
    language === 'en' ? { year: 'numeric', month: 'short' } : { year: 'numeric', month: '2-digit' },
  );
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' });
  const stamp = {
    year: 'numeric',
    month: language === 'en' ? 'short' : '2-digit',
    // As the dates without a time have it: 8 Aug, not 08 Aug, beside each other.
    day: language === 'en' ? 'numeric' : '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  } as const;
  const dateTimes = new Intl.DateTimeFormat(locale, stamp);
  const moments = new Intl.DateTimeFormat(locale, { ...stamp, second: '2-digit' });
  const times = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const elapsed = new Intl.RelativeTimeFormat(locale, { numeric: 'always' });

  return {
    money: ({ minor, currency }) => {
      const { full, unit } = currencyOf(currency);
      return full.format(minor / unit);
    },
    compactMoney: ({ minor, currency }) => {
      const { compact, unit } = currencyOf(currency);
      return compact.format(minor / unit);
    },
    number: (value) => numbers.format(value),
    bytes: (value) => megabytes.format(value / 1_000_000),
    percent: (basisPoints) => percents.format(basisPoints / 10_000),
    date: (value) => dates.format(Date.parse(value)),
    longDate: (value) => longDates.format(Date.parse(value)),
    shortDate: (value) => shortDates.format(Date.parse(value)),
    weekday: (value) => weekdays.format(Date.parse(value)),
    month: (value) => (value === '' ? '' : months.format(Date.parse(`${value}-01`))),
    list: (words) => lists.format(words),
    dateTime: (value) => dateTimes.format(Date.parse(value)),
    moment: (value) => moments.format(Date.parse(value)),
    time: (value) => times.format(Date.parse(value)),
    relativeDay: (value, today) => relative.format(daysBetween(today, value), 'day'),
    ago: (value, now) => {
      const minutes = Math.floor((now.getTime() - Date.parse(value)) / 60_000);
      if (minutes < 1) return undefined;
      if (minutes < 60) return elapsed.format(-minutes, 'minute');
      if (minutes < 24 * 60) return elapsed.format(-Math.floor(minutes / 60), 'hour');
      return elapsed.format(-Math.floor(minutes / (24 * 60)), 'day');
    },
  };
}
