import { useTranslation } from 'react-i18next';
import styles from './group.module.css';
import { MoneyList } from './money-list.tsx';
import type { KnownGroup } from './use-group.ts';

/** What the whole group owes this bank, and how far that is known here. */
export function ExposureSummary({ known }: { known: KnownGroup }) {
  const { t } = useTranslation('file');
  const { group, exposure, complete } = known;
  if (!complete) return null;
  const parts = [
    t('group.members', { count: group.members.length }),
    t('group.known', { known: exposure.known }),
    exposure.unknown > 0 && t('group.unknown', { unknown: exposure.unknown }),
    exposure.late.length > 0 && t('group.late', { count: exposure.late.length }),
  ];
  return (
    <p className={styles.exposure}>
      <span>{t('group.exposure')}</span>
      <strong>
        <MoneyList sums={exposure.loans} none={t('group.exposureNone')} />
      </strong>
      <span className={styles.quiet}>{parts.filter(Boolean).join(' · ')}</span>
    </p>
  );
}
