import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/ui/use-format.ts';
import type { BusinessDate } from '#shared/domain/business-date.ts';
import styles from './calendar.module.css';
import { useCalendar } from './calendar-context.tsx';
import { CELL_MINUTES, timeOf } from './calendar-dates.ts';

/**
 * An empty place, behind whatever stands there: Enter and a click make a task in it. One of them takes part in Tab, and the
 * arrows go on from there.
 */
export function CellButton({ day, minutes }: { day: BusinessDate; minutes: number | null }) {
  const { t } = useTranslation('calendar');
  const format = useFormat();
  const { cursor, setCursor, onCellKey, create, today } = useCalendar();
  const here = { day, minutes };
  const current = cursor.day === day && cursor.minutes === minutes;
  const when = minutes === null ? t('allDay') : timeOf(minutes);
  return (
    <button
      type="button"
      className={minutes === null ? styles.whole : styles.slot}
      data-day={day}
      data-minutes={minutes ?? undefined}
      data-span={CELL_MINUTES}
      data-cursor={current}
      data-today={day === today}
      data-hour={minutes !== null && minutes % 60 === 0}
      tabIndex={current ? 0 : -1}
      aria-label={`${format.longDate(day)}, ${when}`}
      onFocus={() => !current && setCursor(here)}
      onKeyDown={(event) => onCellKey(here, event)}
      onClick={() => create(here)}
    />
  );
}
