import { useTranslation } from 'react-i18next';
import { useLanguage } from '#renderer/i18n/use-language.ts';
import { useFormat } from '#renderer/ui/use-format.ts';
import type { BusinessDate } from '#shared/domain/business-date.ts';
import { lunarDateOf, lunarDayName, lunarMonthName } from '#shared/domain/lunar.ts';
import styles from './calendar.module.css';
import { placeOf, useCalendar } from './calendar-context.tsx';
import { CellButton } from './cell-button.tsx';
import { AheadMark, ReminderMark } from './day-marks.tsx';
import { TaskBlock } from './task-block.tsx';

/** Lines in the cell of a day; the rest are behind a button that opens the day. */
const SHOWN = 2;

/** Whole weeks around a month, Monday first. */
export function MonthGrid({ days, month }: { days: readonly BusinessDate[]; month: string }) {
  const format = useFormat();
  const weeks = Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7));
  return (
    <div className={styles.month} data-calendar="month">
      <div className={styles.week}>
        {days.slice(0, 7).map((day) => (
          <span key={day} className={styles.monthHead}>
            {format.weekday(day)}
          </span>
        ))}
      </div>
      {weeks.map((week) => (
        <div key={week[0]} className={styles.week}>
          {week.map((day) => (
            <DayCell key={day} day={day} outside={day.slice(0, 7) !== month} />
          ))}
        </div>
      ))}
    </div>
  );
}

function DayCell({ day, outside }: { day: BusinessDate; outside: boolean }) {
  const { t } = useTranslation('calendar');
  const language = useLanguage();
  const { tasks, ahead, reminders, carried, today, showDay } = useCalendar();
  const lines = [
    ...tasks
      .map((task) => ({ task, place: placeOf(task, carried) }))
      .filter(({ place }) => place.dueOn === day)
      .sort(
        (a, b) =>
          Number(b.place.carried) - Number(a.place.carried) ||
          (a.place.time ?? '').localeCompare(b.place.time ?? ''),
      )
      .map(({ task }) => <TaskBlock key={task.id} task={task} shape="line" withTime />),
    ...reminders
      .filter((reminder) => reminder.dueOn === day)
      .map((reminder) => <ReminderMark key={reminder.key} reminder={reminder} />),
    ...ahead
      .filter((one) => one.day === day)
      .map((one) => <AheadMark key={`ahead ${one.task.id}`} ahead={one} />),
  ];
  // One line too many takes no more room than the button that would stand for it.
  const shown = lines.length <= SHOWN + 1 ? lines : lines.slice(0, SHOWN);
  return (
    <div className={styles.dayCell} data-today={day === today} data-outside={outside}>
      <CellButton day={day} minutes={null} />
      <span className={styles.dayHead}>
        <button type="button" tabIndex={-1} className={styles.dayNumber} onClick={() => showDay(day)}>
          <time dateTime={day}>{Number(day.slice(8))}</time>
        </button>
        {language === 'zh-CN' && <span className={styles.lunar}>{lunarOf(day)}</span>}
      </span>
      {shown}
      {shown.length < lines.length && (
        <button type="button" className={styles.more} onClick={() => showDay(day)}>
          {t('more', { count: lines.length - shown.length })}
        </button>
      )}
    </div>
  );
}

/** The first of a lunar month has its name, as on calendars on the wall. */
function lunarOf(day: BusinessDate): string {
  const lunar = lunarDateOf(day);
  if (lunar === undefined) return '';
  return lunar.day === 1 ? lunarMonthName(lunar) : lunarDayName(lunar.day);
}
