import { useTranslation } from 'react-i18next';
import type { ServiceCase } from '#shared/model/service-case.ts';
import styles from './cases.module.css';

/** How severe, as a word and by a shape: a filled triangle, an empty one, a ring. */
export function SeverityMark({ severity }: { severity: ServiceCase['severity'] }) {
  const { t } = useTranslation('model');
  return (
    <span className={styles.severity} data-severity={severity}>
      <svg width="11" height="11" viewBox="0 0 12 12" aria-hidden="true">
        {severity === 'normal' ? (
          <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="1.6" />
        ) : (
          <path
            d="M6 1.2 L11 10.4 H1 Z"
            fill={severity === 'urgent' ? 'currentColor' : 'none'}
            stroke="currentColor"
            strokeWidth="1.6"
            strokeLinejoin="round"
          />
        )}
      </svg>
      {t(`caseSeverity.${severity}`)}
    </span>
  );
}
