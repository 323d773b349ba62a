import { ActionIcon } from '@mantine/core';
import {
  IconCake,
  IconCalendarDollar,
  IconCalendarTime,
  IconCheck,
  IconCoins,
  IconFlag3Filled,
  IconMessageExclamation,
  IconRepeat,
  IconSquarePlus,
  IconZzz,
} from '@tabler/icons-react';
import type { ComponentType, KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '#renderer/ui/use-format.ts';
import type { Reminder } from '#shared/domain/reminders.ts';
import type { AgendaItem } from './agenda-items.ts';
import styles from './today.module.css';

export interface AgendaRowProps {
  item: AgendaItem;
  customerName: string | undefined;
  /** Of a reminder: what it says, and about what. */
  words: { what: string; about: string };
  /** Takes part in Tab. */
  current: boolean;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  onFocus: () => void;
  onDone: () => void;
  onLater: () => void;
  onMakeTask: () => void;
}

const icons: Record<Reminder['kind'], ComponentType<{ size: number; stroke: number }>> = {
  instalment: IconCoins,
  maturity: IconCalendarDollar,
  birthday: IconCake,
  schedule: IconCalendarTime,
  complaint: IconMessageExclamation,
};

/** One line of the agenda: what, for whom, when, and what can be done with it. */
export function AgendaRow(props: AgendaRowProps) {
  const { item, words, current, onKeyDown, onFocus } = props;
  const { t } = useTranslation(['agenda', 'model']);
  const control = { tabIndex: current ? 0 : -1, onKeyDown, onFocus };
  const isTask = item.kind === 'task';
  const Icon = isTask ? undefined : icons[item.reminder.kind];
  const { customerId } = isTask ? item.task : item.reminder;
  return (
    <li className={styles.row}>
      <ActionIcon
        size={20}
        radius="xl"
        variant="default"
        className={styles.check ?? ''}
        data-item={item.id}
        aria-label={
          isTask
            ? t('tasks.complete', { title: item.task.title })
            : t('reminders.actions.done', { what: words.what })
        }
        onClick={props.onDone}
        {...control}
      >
        <IconCheck size={13} stroke={2.4} />
      </ActionIcon>
      <span className={styles.hour}>
        {Icon === undefined ? isTask && item.task.time : <Icon size={15} stroke={1.6} />}
      </span>
      <span className={styles.taskTitle}>
        {isTask ? <TaskTitle item={item} /> : <span className={styles.clip}>{words.what}</span>}
        <span className={`${styles.kind} ${styles.clip}`}>{isTask ? item.task.place : words.about}</span>
      </span>
      <Link to={`/customers/${customerId}`} className={`${styles.customer} ${styles.clip}`} {...control}>
        {props.customerName ?? t('tasks.unknownCustomer')}
      </Link>
      <span className={styles.kind}>{isTask && t(`model:taskKind.${item.task.kind}`)}</span>
      <Due item={item} />
      <span className={styles.tools}>
        {!isTask && (
          <ActionIcon
            size={24}
            aria-label={t('reminders.actions.task', { what: words.what })}
            title={t('reminders.actions.task', { what: words.what })}
            onClick={props.onMakeTask}
            {...control}
          >
            <IconSquarePlus size={16} stroke={1.6} />
          </ActionIcon>
        )}
        <ActionIcon
          size={24}
          aria-label={
            isTask
              ? t('tasks.reschedule', { title: item.task.title })
              : t('reminders.actions.snooze', { what: words.what })
          }
          onClick={props.onLater}
          {...control}
        >
          {isTask ? <IconCalendarTime size={16} stroke={1.6} /> : <IconZzz size={16} stroke={1.6} />}
        </ActionIcon>
      </span>
    </li>
  );
}

function TaskTitle({ item: { task } }: { item: Extract<AgendaItem, { kind: 'task' }> }) {
  const { t } = useTranslation('agenda');
  return (
    <>
      {task.priority === 'high' && (
        <IconFlag3Filled size={13} className={styles.flag} role="img" aria-label={t('tasks.highPriority')} />
      )}
      <span className={styles.clip}>{task.title}</span>
      {task.repeats !== undefined && (
        <IconRepeat
          size={13}
          stroke={1.8}
          className={styles.repeats}
          role="img"
          aria-label={t('tasks.repeats')}
        />
      )}
    </>
  );
}

function Due({ item }: { item: AgendaItem }) {
  const { t } = useTranslation('agenda');
  const format = useFormat();
  const day = item.kind === 'task' ? item.task.dueOn : item.reminder.dueOn;
  const overdue = item.kind === 'task' ? 0 : (item.reminder.overdue ?? 0);
  const due = format.due(day);
  return (
    <span className={styles.due} data-tone={overdue > 0 ? 'overdue' : due.tone}>
      <time dateTime={day}>{format.shortDate(day)}</time>
      <span>{overdue > 0 ? t('reminders.overdue', { count: overdue }) : due.text}</span>
    </span>
  );
}
