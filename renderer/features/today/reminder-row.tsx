import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '#renderer/ui/use-format.ts';
import type { Reminder } from '#shared/domain/reminders.ts';
import styles from './today.module.css';

interface Props {
  reminder: Reminder;
  name: string | undefined;
  /** Empty for a birthday. */
  product: string;
  icon: ComponentType<{ size: number; stroke: number }>;
}

export function ReminderRow({ reminder, name, product, icon: Icon }: Props) {
  const { t } = useTranslation('today');
  const format = useFormat();
  const overdue = reminder.overdue ?? 0;
  const due = format.due(reminder.dueOn);
  return (
    <li className={styles.reminder}>
      <Icon size={16} stroke={1.6} />
      <span className={styles.reminderText}>
        <Link to={`/customers/${reminder.customerId}`} className={styles.customer}>
          {name ?? t('tasks.unknownCustomer')}
        </Link>
        <span className={styles.muted}>
          {t(`reminders.${reminder.kind}`)}
          {product !== '' && ` · ${product}`}
        </span>
      </span>
      <span className={styles.reminderEnd}>
        {reminder.amount && <span className={styles.amount}>{format.money(reminder.amount)}</span>}
        <span className={styles.due} data-tone={overdue > 0 ? 'overdue' : due.tone}>
          <time dateTime={reminder.dueOn}>{format.shortDate(reminder.dueOn)}</time>
          <span>{overdue > 0 ? t('reminders.overdue', { count: overdue }) : due.text}</span>
        </span>
      </span>
    </li>
  );
}
