import { IconCheck, IconFlag3Filled, IconRepeat } from '@tabler/icons-react';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/ui/use-format.ts';
import type { Task } from '#shared/model/task.ts';
import styles from './calendar.module.css';
import { placeOf, useCalendar } from './calendar-context.tsx';
import { minutesOf, timeOf, USUAL_MINUTES } from './calendar-dates.ts';

interface Props {
  task: Task;
  /** A line among others, or a block as long as the task takes. */
  shape: 'line' | 'block';
  style?: CSSProperties;
  /** Where the month names the day already, the hour goes before the title. */
  withTime?: boolean;
}

/** One task in the calendar: a button that opens it, is picked up with Space, and dragged. */
export function TaskBlock({ task, shape, style, withTime = false }: Props) {
  const { t } = useTranslation(['calendar', 'model', 'agenda']);
  const format = useFormat();
  const { carried, nameOf, onTaskKey, onTaskPress, onTaskClick } = useCalendar();
  const place = placeOf(task, carried);
  const customer = nameOf(task.customerId) ?? t('agenda:tasks.unknownCustomer');
  const minutes = place.minutes ?? USUAL_MINUTES;
  const hours = place.time && `${place.time}–${timeOf(minutesOf(place.time) + minutes)}`;
  const done = task.status !== 'open';
  const sub = shape === 'block' && minutes >= 45 ? [customer, task.place].filter(Boolean).join(' · ') : '';
  // What is to be read on it comes first: people who speak to their machine name it by that.
  const label = [
    [withTime ? place.time : undefined, task.title, sub].filter(Boolean).join(' '),
    sub === '' ? customer : undefined,
    format.longDate(place.dueOn),
    hours ?? t('allDay'),
    t(`model:taskKind.${task.kind}`),
    done ? t(`model:taskStatus.${task.status}`) : undefined,
    task.repeats === undefined ? undefined : t('agenda:tasks.repeats'),
  ];
  return (
    <button
      type="button"
      className={styles.task}
      data-task={task.id}
      data-shape={shape}
      data-kind={task.kind}
      data-done={done}
      data-carried={place.carried}
      style={style}
      aria-label={label.filter(Boolean).join(', ')}
      aria-describedby="calendar-keys"
      onKeyDown={(event) => onTaskKey(task, event)}
      onPointerDown={(event) => onTaskPress(task, event)}
      onClick={() => onTaskClick(task)}
    >
      <span className={styles.line}>
        {withTime && place.time && <span className={styles.time}>{place.time}</span>}
        {done && <IconCheck size={12} stroke={2.4} className={styles.icon} />}
        {task.priority === 'high' && !done && <IconFlag3Filled size={11} className={styles.flag} />}
        <span className={styles.title}>{task.title}</span>
        {task.repeats !== undefined && <IconRepeat size={11} stroke={1.8} className={styles.icon} />}
      </span>
      {sub !== '' && <span className={styles.sub}>{sub}</span>}
      {shape === 'block' && !done && (
        <span className={styles.grip} onPointerDown={(event) => onTaskPress(task, event, true)} />
      )}
    </button>
  );
}
