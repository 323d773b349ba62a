import { Button, Group, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '#renderer/ui/use-format.ts';
import type { Task } from '#shared/model/task.ts';
import styles from './calendar.module.css';
import { minutesOf, timeOf } from './calendar-dates.ts';

interface Props {
  task: Task | null;
  nameOf: (customerId: string) => string | undefined;
  onClose: () => void;
  onComplete: (task: Task) => void;
  onMove: (task: Task) => void;
  onCancel: (task: Task) => void;
}

/** What a task of the calendar is, and what can be done with it. */
export function TaskDialog({ task, onClose, ...props }: Props) {
  return (
    <Modal opened={task !== null} onClose={onClose} title={task?.title} size="md">
      {task && <Details task={task} onClose={onClose} {...props} />}
    </Modal>
  );
}

function Details({ task, nameOf, onClose, onComplete, onMove, onCancel }: Props & { task: Task }) {
  const { t } = useTranslation(['calendar', 'agenda', 'model']);
  const format = useFormat();
  const { dueOn, time, minutes, repeats } = task;
  const end = time && minutes !== undefined ? `–${timeOf(minutesOf(time) + minutes)}` : '';
  const facts: [string, string | undefined][] = [
    [t('task.when'), `${format.longDate(dueOn)} ${time ? `${time}${end}` : t('allDay')}`],
    [t('model:field.tasks.kind'), t(`model:taskKind.${task.kind}`)],
    [t('model:field.tasks.place'), task.place],
    [
      t('model:field.tasks.repeats'),
      repeats && t('task.every', { every: repeats.every, unit: t(`model:repeatUnit.${repeats.unit}`) }),
    ],
    [t('model:field.tasks.note'), task.note],
  ];
  const then = (act: (task: Task) => void) => () => {
    onClose();
    act(task);
  };
  return (
    <>
      <dl className={styles.facts}>
        <dt>{t('task.customer')}</dt>
        <dd>
          <Link to={`/customers/${task.customerId}`} className={styles.customer}>
            {nameOf(task.customerId) ?? t('agenda:tasks.unknownCustomer')}
          </Link>
        </dd>
        {facts
          .filter(([, value]) => value !== undefined)
          .flatMap(([name, value]) => [<dt key={`${name}-name`}>{name}</dt>, <dd key={name}>{value}</dd>])}
      </dl>
      {task.status === 'open' ? (
        <Group gap="xs">
          <Button data-autofocus onClick={then(onComplete)}>
            {t('task.complete')}
          </Button>
          <Button variant="default" onClick={then(onMove)}>
            {t('task.move')}
          </Button>
          <Button variant="default" onClick={then(onCancel)}>
            {t('task.cancel')}
          </Button>
        </Group>
      ) : (
        <p className={styles.keys}>{t(`model:taskStatus.${task.status}`)}</p>
      )}
    </>
  );
}
