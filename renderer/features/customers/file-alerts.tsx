import { IconBellRinging } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useProductNames } from '#renderer/ui/use-product-names.ts';
import { dueReminders, type Reminder } from '#shared/domain/reminders.ts';
import type { Holding } from '#shared/model/holding.ts';
import styles from './file-alerts.module.css';
import { useFile } from './file-context.tsx';

const SHOWN = 4;

/** What falls due for this customer soon, the same rules as on Today. */
export function FileAlerts({ holdings }: { holdings: readonly Holding[] }) {
  const { t } = useTranslation('customers');
  const { customer, today } = useFile();
  const productName = useProductNames();
  const alerts = dueReminders({ customers: [customer], holdings, today }).slice(0, SHOWN);
  if (alerts.length === 0) return null;
  return (
    <ul className={styles.alerts} aria-label={t('page.alerts')}>
      {alerts.map((alert) => (
        <li key={`${alert.kind}-${alert.holdingId ?? ''}`} data-overdue={(alert.overdue ?? 0) > 0}>
          <IconBellRinging size={14} stroke={1.7} aria-hidden />
          <AlertText alert={alert} product={productName(alert)} />
        </li>
      ))}
    </ul>
  );
}

function AlertText({ alert, product }: { alert: Reminder; product: string }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const texts = {
    product,
    amount: alert.amount === undefined ? '' : format.money(alert.amount),
    date: `${format.shortDate(alert.dueOn)} (${format.relativeDay(alert.dueOn)})`,
  };
  if (alert.overdue !== undefined && alert.overdue > 0)
    return <>{t('alert.instalmentOverdue', { ...texts, count: alert.overdue })}</>;
  return <>{t(`alert.${alert.kind}`, texts)}</>;
}
