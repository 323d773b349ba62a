import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useToday } from '#renderer/ui/use-today.ts';
import { type BusinessDate, plusDays } from '#shared/domain/business-date.ts';
import { snoozedUntil } from '#shared/domain/reminder-state.ts';
import type { Task } from '#shared/model/task.ts';
import styles from './agenda.module.css';
import { DayChoice } from './day-choice.tsx';
import type { Extent } from './task-series.ts';

interface Props {
  task: Task | null;
  onClose: () => void;
  onClosed?: () => void;
  onPick: (task: Task, dueOn: BusinessDate, extent: Extent) => void;
}

/** Moves a task to another day: the usual days by one key, any other typed; of a series this one or all. */
export function RescheduleDialog({ task, onClose, onClosed, onPick }: Props) {
  const { t } = useTranslation('agenda');
  const format = useFormat();
  const today = useToday();
  const [extent, setExtent] = useState<Extent>('one');
  const close = () => {
    setExtent('one');
    onClose();
  };
  const pick = (day: BusinessDate) => task && onPick(task, day, extent);
  const usual = [
    { text: t('day.tomorrow'), day: plusDays(today, 1) },
    { text: t('day.nextWeek'), day: snoozedUntil('week', new Date()) },
    { text: t('day.inTwoWeeks'), day: plusDays(today, 14) },
  ];
  return (
    <DayChoice
      title={t('tasks.rescheduleTitle')}
      about={task === null ? undefined : `${task.title} · ${format.date(task.dueOn)}`}
      usual={usual.map(({ text, day }) => ({ text, day, onPick: () => pick(day) }))}
      onDay={pick}
      onClose={close}
      onClosed={onClosed}
    >
      {task?.repeats !== undefined && (
        <SegmentedControl
          fullWidth
          className={styles.extent ?? ''}
          aria-label={t('series.question')}
          value={extent}
          onChange={(value: Extent) => setExtent(value)}
          data={[
            { value: 'one', label: t('series.one') },
            { value: 'series', label: t('series.all') },
          ]}
        />
      )}
    </DayChoice>
  );
}
