import { IconBell, IconCake, IconCalendarDollar, IconCoins, IconRepeat } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { agenda } from '#renderer/features/agenda/public.ts';
import type { Reminder } from '#shared/domain/reminders.ts';
import styles from './calendar.module.css';
import { useCalendar } from './calendar-context.tsx';
import type { Ahead } from './use-calendar-items.ts';

const icons = {
  instalment: IconCoins,
  maturity: IconCalendarDollar,
  birthday: IconCake,
  schedule: IconBell,
  complaint: IconBell,
} as const;

/** What falls due on a day: leads to the customer. */
export function ReminderMark({ reminder }: { reminder: Reminder }) {
  const { t } = useTranslation('agenda');
  const { nameOf } = useCalendar();
  const { what, about } = agenda.useReminderText()(reminder);
  const Icon = icons[reminder.kind];
  const name = nameOf(reminder.customerId) ?? t('tasks.unknownCustomer');
  return (
    <Link
      to={`/customers/${reminder.customerId}`}
      className={styles.mark}
      title={[what, about, name].filter(Boolean).join(' · ')}
    >
      <Icon size={12} stroke={1.7} className={styles.icon} />
      <span className={styles.title}>
        {what} · {name}
      </span>
    </Link>
  );
}

/** A turn that a series will bring: nothing can be done with it yet. */
export function AheadMark({ ahead: { task } }: { ahead: Ahead }) {
  const { t } = useTranslation('calendar');
  return (
    <span className={styles.ahead} title={t('ahead', { title: task.title })}>
      <IconRepeat size={11} stroke={1.7} className={styles.icon} />
      <span className={styles.title}>{[task.time, task.title].filter(Boolean).join(' ')}</span>
    </span>
  );
}
