import { Skeleton, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import styles from './page.module.css';

/** Grey lines where rows will be, so that nothing jumps when they arrive. */
export function LoadingRows({ rows = 4 }: { rows?: number }) {
  const { t } = useTranslation('app');
  return (
    <div className={styles.padded} role="status">
      <VisuallyHidden>{t('state.loading')}</VisuallyHidden>
      {Array.from({ length: rows }, (_, row) => `row-${row}`).map((key) => (
        <Skeleton key={key} height={14} mt={14} />
      ))}
    </div>
  );
}
