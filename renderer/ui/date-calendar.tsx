import { DatePicker } from '@mantine/dates';
import '@mantine/dates/styles.css';
import 'dayjs/locale/zh-cn';
import { useLanguage } from '#renderer/i18n/use-language.ts';
import type { BusinessDate } from '#shared/domain/business-date.ts';

const locales = { 'zh-CN': 'zh-cn', en: 'en' } as const;

/** The calendar behind a date field, a chunk of its own: most dates are typed. */
export function DateCalendar(props: { date: BusinessDate | null; onPick: (date: BusinessDate) => void }) {
  return (
    <DatePicker
      size="xs"
      locale={locales[useLanguage()]}
      firstDayOfWeek={1}
      value={props.date}
      {...(props.date === null ? {} : { defaultDate: props.date })}
      onChange={(date) => {
        if (date !== null) props.onPick(date);
      }}
    />
  );
}
