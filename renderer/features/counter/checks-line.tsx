import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useUser } from '#renderer/ui/replica-context.tsx';
import { useDirectory } from '#renderer/ui/use-directory.ts';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useModelText } from '#renderer/ui/use-model-text.ts';
import { useToday } from '#renderer/ui/use-today.ts';
import { type Check, checksOf } from '#shared/domain/alerts.ts';
import type { Customer } from '#shared/model/customer.ts';
import styles from './served.module.css';

/** What is to be checked of who stands there, or that nothing is. */
export function ChecksLine({ customer }: { customer: Customer }) {
  const { t } = useTranslation('counter');
  const textOf = useCheckText();
  const checks = checksOf(customer, useToday(), useUser().branchId);
  if (checks.length === 0)
    return (
      <div className={styles.checked}>
        <IconCircleCheck size={15} stroke={1.8} aria-hidden />
        {t('check.allGood')}
      </div>
    );
  return (
    <ul className={styles.checks} aria-label={t('check.title')}>
      {checks.map((check) => (
        <li key={check.code} data-tone={check.code === 'idExpired' ? 'danger' : 'warning'}>
          <IconAlertTriangle size={14} stroke={1.8} aria-hidden />
          {textOf(check)}
        </li>
      ))}
    </ul>
  );
}

function useCheckText(): (check: Check) => string {
  const { t } = useTranslation('counter');
  const format = useFormat();
  const words = useModelText();
  const { branchName } = useDirectory();
  const list = (fields: readonly string[]) =>
    fields.map((field) => words.field('customers', field)).join(t('check.comma'));
  return (check) => {
    switch (check.code) {
      case 'idExpired':
      case 'idExpiring':
        return t(`check.${check.code}`, { date: format.date(check.on), in: format.relativeDay(check.on) });
      case 'missing':
        return t('check.missing', { fields: list(check.fields) });
      case 'otherBranch':
        return t('check.otherBranch', { branch: branchName(check.branchId) ?? '' });
      default:
        return t(`check.${check.code}`);
    }
  };
}
