import { SegmentedControl } from '@mantine/core';
import { IconBellCheck, IconCake, IconCalendarDollar, IconCoins } from '@tabler/icons-react';
import { type ComponentType, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { LoadingRows } from '#renderer/ui/loading-rows.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import { useCustomerNames } from '#renderer/ui/use-customer-names.ts';
import { useProductNames } from '#renderer/ui/use-product-names.ts';
import type { Reminder } from '#shared/domain/reminders.ts';
import { ReminderRow } from './reminder-row.tsx';
import styles from './today.module.css';
import { REMINDER_LIMIT, useReminders } from './use-reminders.ts';

const kinds = ['instalment', 'maturity', 'birthday'] as const;
type Filter = 'all' | Reminder['kind'];

const icons: Record<Reminder['kind'], ComponentType<{ size: number; stroke: number }>> = {
  instalment: IconCoins,
  maturity: IconCalendarDollar,
  birthday: IconCake,
};

/** Instalments, maturities and birthdays that come up, computed from the files on this device. */
export function ReminderPanel() {
  const { t } = useTranslation('today');
  const { reminders, loading } = useReminders();
  const limited = reminders.length >= REMINDER_LIMIT;
  const [filter, setFilter] = useState<Filter>('all');
  const nameOf = useCustomerNames(reminders.map((reminder) => reminder.customerId));
  const productName = useProductNames();
  const shown = reminders.filter((reminder) => filter === 'all' || reminder.kind === filter);
  return (
    <Panel
      title={t('reminders.title')}
      count={loading ? undefined : `${reminders.length}${limited ? '+' : ''}`}
      actions={
        reminders.length > 0 && (
          <SegmentedControl
            aria-label={t('reminders.title')}
            value={filter}
            onChange={(value: Filter) => setFilter(value)}
            data={[
              { value: 'all', label: t('reminders.all') },
              ...kinds.map((value) => ({ value, label: t(`reminders.${value}`) })),
            ]}
          />
        )
      }
    >
      {loading && <LoadingRows rows={5} />}
      {!loading && reminders.length === 0 && (
        <EmptyState
          icon={<IconBellCheck size={26} stroke={1.5} />}
          title={t('reminders.empty')}
          description={t('reminders.emptyHint')}
        />
      )}
      <ul className={styles.reminders}>
        {shown.map((reminder) => (
          <ReminderRow
            key={`${reminder.kind}-${reminder.holdingId ?? reminder.customerId}`}
            reminder={reminder}
            name={nameOf(reminder.customerId)}
            product={productName(reminder)}
            icon={icons[reminder.kind]}
          />
        ))}
      </ul>
      {limited && <p className={styles.limited}>{t('reminders.limited', { limit: REMINDER_LIMIT })}</p>}
    </Panel>
  );
}
