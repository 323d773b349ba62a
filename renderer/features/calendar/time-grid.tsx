import { type CSSProperties, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/ui/use-format.ts';
import type { BusinessDate } from '#shared/domain/business-date.ts';
import styles from './calendar.module.css';
import { placeOf, useCalendar } from './calendar-context.tsx';
import { CELL_MINUTES, DAY_MINUTES, minutesOf, timeOf, USUAL_MINUTES } from './calendar-dates.ts';
import { CellButton } from './cell-button.tsx';
import { AheadMark, ReminderMark } from './day-marks.tsx';
import { layOut } from './layout.ts';
import { TaskBlock } from './task-block.tsx';

/** Height of an hour in pixels. */
const HOUR = 48;
const cells = Array.from({ length: DAY_MINUTES / CELL_MINUTES }, (_, index) => index * CELL_MINUTES);
/** Where a day begins on the screen; what is earlier is a scroll away. */
const OPENS_AT = 8 * 60 - 15;

const px = (minutes: number) => (minutes / 60) * HOUR;

/** React's types know no custom properties. */
function variables(values: Record<`--${string}`, number>): CSSProperties {
  return values as CSSProperties;
}

/** One day or seven, by the hour: what has none stands on top. */
export function TimeGrid({ days }: { days: readonly BusinessDate[] }) {
  const { t } = useTranslation('calendar');
  const scroll = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    scroll.current?.scrollTo(0, px(OPENS_AT));
  }, []);
  return (
    <div className={styles.timeGrid} style={variables({ '--days': days.length })} data-calendar="time">
      <div className={styles.heads}>
        <span className={styles.corner} />
        {days.map((day) => (
          <DayHead key={day} day={day} />
        ))}
      </div>
      <div className={styles.allDays}>
        <span className={styles.corner}>{t('allDay')}</span>
        {days.map((day) => (
          <AllDay key={day} day={day} />
        ))}
      </div>
      <div className={styles.scroll} ref={scroll}>
        <div className={styles.hours} aria-hidden>
          {cells
            .filter((minutes) => minutes % 60 === 0)
            .map((minutes) => (
              <span key={minutes} style={{ top: px(minutes) }}>
                {minutes > 0 && timeOf(minutes)}
              </span>
            ))}
        </div>
        {cells.map((minutes) => (
          <div key={minutes} className={styles.slots} style={{ height: px(CELL_MINUTES) }}>
            {days.map((day) => (
              <CellButton key={day} day={day} minutes={minutes} />
            ))}
          </div>
        ))}
        {days.map((day, index) => (
          <Column key={day} day={day} index={index} />
        ))}
      </div>
    </div>
  );
}

function DayHead({ day }: { day: BusinessDate }) {
  const format = useFormat();
  const { today, showDay } = useCalendar();
  return (
    <span className={styles.head} data-today={day === today}>
      <button type="button" className={styles.headDay} onClick={() => showDay(day)}>
        <span>{format.weekday(day)}</span> <time dateTime={day}>{format.shortDate(day)}</time>
      </button>
    </span>
  );
}

function AllDay({ day }: { day: BusinessDate }) {
  const { tasks, ahead, reminders, carried, today } = useCalendar();
  return (
    <div className={styles.allDay} data-today={day === today}>
      <CellButton day={day} minutes={null} />
      {tasks
        .map((task) => ({ task, place: placeOf(task, carried) }))
        .filter(({ place }) => place.dueOn === day && place.time === undefined)
        .map(({ task }) => (
          <TaskBlock key={task.id} task={task} shape="line" />
        ))}
      {reminders
        .filter((reminder) => reminder.dueOn === day)
        .map((reminder) => (
          <ReminderMark key={reminder.key} reminder={reminder} />
        ))}
      {ahead
        .filter((one) => one.day === day)
        .map((one) => (
          <AheadMark key={one.task.id} ahead={one} />
        ))}
    </div>
  );
}

/** The tasks of one day that have an hour, side by side where they overlap, and the line of the present. */
function Column({ day, index }: { day: BusinessDate; index: number }) {
  const { tasks, carried, today } = useCalendar();
  const blocks = tasks.flatMap((task) => {
    const { dueOn, time, minutes = USUAL_MINUTES } = placeOf(task, carried);
    return dueOn === day && time !== undefined ? [{ task, start: minutesOf(time), minutes }] : [];
  });
  return (
    <div className={styles.column} style={variables({ '--index': index })}>
      <div className={styles.columnCell}>
        {layOut(blocks).map(({ block, column, columns }) => (
          <TaskBlock
            key={block.task.id}
            task={block.task}
            shape="block"
            style={{
              top: px(block.start) + 1,
              height: Math.max(px(block.minutes), 20) - 2,
              left: `${(column / columns) * 100}%`,
              width: `calc(${100 / columns}% - 3px)`,
            }}
          />
        ))}
        {day === today && <NowLine />}
      </div>
    </div>
  );
}

function minutesNow(): number {
  const now = new Date();
  return now.getHours() * 60 + now.getMinutes();
}

function NowLine() {
  const [minutes, setMinutes] = useState(minutesNow);
  useEffect(() => {
    const timer = setInterval(() => setMinutes(minutesNow()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return <div className={styles.now} style={{ top: px(minutes) }} aria-hidden />;
}
