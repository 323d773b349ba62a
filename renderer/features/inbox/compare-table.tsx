import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './inbox.module.css';

/** The columns that somebody else's edit is judged by. */
export function CompareTable({ label, children }: { label: string; children: ReactNode }) {
  const { t } = useTranslation('inbox');
  return (
    <table className={styles.table} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{t('value.field')}</th>
          <th scope="col">{t('value.base')}</th>
          <th scope="col">{t('value.bank')}</th>
          <th scope="col">{t('value.wanted')}</th>
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}
