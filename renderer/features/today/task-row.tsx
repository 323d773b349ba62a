import { ActionIcon } from '@mantine/core';
import { IconCalendarTime, IconCheck, IconFlag3Filled } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '#renderer/ui/use-format.ts';
import type { Task } from '#shared/model/task.ts';
import styles from './today.module.css';

export interface TaskRowProps {
  task: Task;
  customerName: string | undefined;
  /** The row that Tab reaches; the arrows move it. */
  current: boolean;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  onFocus: () => void;
  onComplete: () => void;
  onReschedule: () => void;
}

export function TaskRow(props: TaskRowProps) {
  const { task, customerName, current, onKeyDown, onFocus, onComplete, onReschedule } = props;
  const { t } = useTranslation(['today', 'model']);
  const format = useFormat();
  const due = format.due(task.dueOn);
  const control = { tabIndex: current ? 0 : -1, onKeyDown, onFocus };
  return (
    <li className={styles.task}>
      <ActionIcon
        size={20}
        radius="xl"
        variant="default"
        className={styles.check ?? ''}
        data-task={task.id}
        aria-label={t('today:tasks.complete', { title: task.title })}
        onClick={onComplete}
        {...control}
      >
        <IconCheck size={13} stroke={2.4} />
      </ActionIcon>
      <span className={styles.taskTitle}>
        {task.priority === 'high' && (
          <IconFlag3Filled
            size={13}
            className={styles.flag}
            role="img"
            aria-label={t('today:tasks.highPriority')}
          />
        )}
        <span className={styles.clip}>{task.title}</span>
      </span>
      <Link to={`/customers/${task.customerId}`} className={`${styles.customer} ${styles.clip}`} {...control}>
        {customerName ?? t('today:tasks.unknownCustomer')}
      </Link>
      <span className={styles.kind}>{t(`model:taskKind.${task.kind}`)}</span>
      <span className={styles.due} data-tone={due.tone}>
        <time dateTime={task.dueOn}>{format.shortDate(task.dueOn)}</time>
        <span>{due.text}</span>
      </span>
      <ActionIcon
        size={24}
        aria-label={t('today:tasks.reschedule', { title: task.title })}
        onClick={onReschedule}
        {...control}
      >
        <IconCalendarTime size={16} stroke={1.6} />
      </ActionIcon>
    </li>
  );
}
