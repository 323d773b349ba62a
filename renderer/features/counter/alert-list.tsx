import {
  IconAlertTriangle,
  IconCake,
  IconCalendarDollar,
  IconChecklist,
  IconCoins,
  IconCreditCard,
  IconMessageReport,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useProductNames } from '#renderer/ui/use-product-names.ts';
import { useToday } from '#renderer/ui/use-today.ts';
import { type Alert, type AlertCode, type AlertInput, alertsOf } from '#shared/domain/alerts.ts';
import { daysBetween } from '#shared/domain/business-date.ts';
import styles from './alerts.module.css';

type Tone = 'danger' | 'warning' | 'quiet';

const looks: Record<AlertCode, { icon: ComponentType<{ size: number; stroke: number }>; tone: Tone }> = {
  complaint: { icon: IconMessageReport, tone: 'danger' },
  instalmentOverdue: { icon: IconAlertTriangle, tone: 'danger' },
  matured: { icon: IconCalendarDollar, tone: 'warning' },
  maturity: { icon: IconCalendarDollar, tone: 'warning' },
  instalment: { icon: IconCoins, tone: 'warning' },
  cardExpiring: { icon: IconCreditCard, tone: 'warning' },
  birthday: { icon: IconCake, tone: 'quiet' },
  request: { icon: IconMessageReport, tone: 'quiet' },
  task: { icon: IconChecklist, tone: 'quiet' },
};

/** What is to be said about a customer today, the most pressing first. Nothing at all where there is nothing. */
export function AlertList(props: AlertInput) {
  const { t } = useTranslation('counter');
  const textOf = useAlertText();
  const alerts = alertsOf(props);
  if (alerts.length === 0) return null;
  return (
    <ul className={styles.alerts} aria-label={t('alert.title')}>
      {alerts.map((alert) => {
        const { icon: Icon, tone } = looks[alert.code];
        return (
          <li key={keyOf(alert)} data-tone={tone}>
            <Icon size={15} stroke={1.7} aria-hidden />
            <span>{textOf(alert)}</span>
          </li>
        );
      })}
    </ul>
  );
}

function keyOf(alert: Alert): string {
  if ('holdingId' in alert) return `${alert.code} ${alert.holdingId}`;
  if ('caseId' in alert) return alert.caseId;
  return 'taskId' in alert ? alert.taskId : alert.code;
}

/** An alert as a sentence in the language of the screen. */
function useAlertText(): (alert: Alert) => string {
  const { t } = useTranslation('counter');
  const format = useFormat();
  const today = useToday();
  const productName = useProductNames();
  // "Tuesday" is what a customer is told; the week after next Tuesday says nothing.
  const dayOf = (day: string) =>
    Math.abs(daysBetween(today, day)) < 7
      ? t('alert.weekday', { date: format.shortDate(day), weekday: format.weekday(day) })
      : format.date(day);
  return (alert) => {
    const date = dayOf(alert.dueOn);
    const when = { date, in: format.relativeDay(alert.dueOn) };
    const passed = format.due(alert.dueOn).tone === 'overdue';
    switch (alert.code) {
      case 'complaint': {
        const { subject, openDays } = alert;
        const due = passed
          ? t('alert.complaintLate', { count: daysBetween(alert.dueOn, today) })
          : t('alert.complaintDue', when);
        return t('alert.complaint', { subject, day: openDays + 1, due });
      }
      case 'request':
        return t('alert.request', { subject: alert.subject, date });
      case 'birthday':
        if (alert.dueOn === today) return t(alert.lunar ? 'alert.lunarToday' : 'alert.birthdayToday');
        return t(alert.lunar ? 'alert.lunar' : 'alert.birthday', when);
      case 'task':
        return t('alert.task', { title: alert.title, due: format.due(alert.dueOn).text });
      case 'cardExpiring':
        return t(passed ? 'alert.cardExpired' : 'alert.cardExpiring', { product: productName(alert), date });
      case 'instalmentOverdue': {
        const { count, amount } = alert;
        return t('alert.instalmentOverdue', {
          product: productName(alert),
          count,
          amount: format.money(amount),
        });
      }
      default:
        return t(`alert.${alert.code}`, {
          product: productName(alert),
          amount: format.money(alert.amount),
          ...when,
        });
    }
  };
}
