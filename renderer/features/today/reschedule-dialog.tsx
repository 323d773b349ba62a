import { Button, Modal } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DateField } from '#renderer/ui/date-field.tsx';
import { parseTypedDate } from '#renderer/ui/typed-date.ts';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useToday } from '#renderer/ui/use-today.ts';
import { type BusinessDate, plusDays } from '#shared/domain/business-date.ts';
import type { Task } from '#shared/model/task.ts';
import styles from './today.module.css';

interface Props {
  task: Task | null;
  onClose: () => void;
  onPick: (task: Task, dueOn: BusinessDate) => void;
}

/** Moves a task to another day: the usual days by one key, any other typed. */
export function RescheduleDialog({ task, onClose, onPick }: Props) {
  const { t } = useTranslation(['today', 'app']);
  return (
    <Modal opened={task !== null} onClose={onClose} size="sm" title={t('today:tasks.rescheduleTitle')}>
      {task && (
        <DayChoice
          task={task}
          onPick={(day) => {
            onPick(task, day);
            onClose();
          }}
        />
      )}
    </Modal>
  );
}

function DayChoice({ task, onPick }: { task: Task; onPick: (day: BusinessDate) => void }) {
  const { t } = useTranslation(['today', 'customers', 'app', 'errors']);
  const format = useFormat();
  const today = useToday();
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const usual = [
    { text: t('today:tasks.tomorrow'), day: plusDays(today, 1) },
    { text: t('today:tasks.nextWeek'), day: nextMonday(today) },
    { text: t('today:tasks.inTwoWeeks'), day: plusDays(today, 14) },
  ];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const day = parseTypedDate(typed, today);
    setWrong(day === null);
    if (day !== null) onPick(day);
  };
  return (
    <>
      <p className={styles.rescheduleWhat}>
        {task.title} · {format.date(task.dueOn)}
      </p>
      <div className={styles.days}>
        {usual.map(({ text, day }, index) => (
          <Button
            key={text}
            variant="default"
            justify="space-between"
            fullWidth
            data-autofocus={index === 0 ? true : undefined}
            rightSection={
              <span className={styles.day}>
                {format.shortDate(day)} {format.weekday(day)}
              </span>
            }
            onClick={() => onPick(day)}
          >
            {text}
          </Button>
        ))}
      </div>
      <form onSubmit={submit} className={styles.otherDay} noValidate>
        <DateField
          label={t('today:tasks.otherDay')}
          hint={t('customers:date.hint')}
          calendarLabel={t('customers:date.open', { label: t('today:tasks.otherDay') })}
          value={typed}
          onChange={setTyped}
          error={wrong ? t('errors:code.invalid') : undefined}
        />
        <Button type="submit" variant="default">
          {t('app:action.save')}
        </Button>
      </form>
    </>
  );
}

/** The Monday after today; on a Monday the next one. */
function nextMonday(today: BusinessDate): BusinessDate {
  const weekday = new Date(`${today}T00:00:00Z`).getUTCDay();
  return plusDays(today, (8 - weekday) % 7 || 7);
}
