import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDecisionCount } from '#renderer/features/inbox/public.tsx';
import { useSyncStatus } from '#renderer/ui/sync-context.tsx';
import styles from './frame.module.css';
import { syncWordsOf } from './sync-words.ts';

/** Whether what is on screen is current and what was entered has arrived; opens the list of unsent edits. */
export function SyncIndicator({ onOpen }: { onOpen: () => void }) {
  const { t } = useTranslation('app');
  const status = useSyncStatus();
  const { total } = useDecisionCount();
  const words = syncWordsOf(status);
  return (
    <UnstyledButton
      className={styles.sync}
      onClick={onOpen}
      data-testid="sync-indicator"
      data-state={words.key}
      aria-haspopup="dialog"
    >
      <span className={styles.dot} data-tone={words.tone} aria-hidden />
      <span>{t(`sync.${words.key}`)}</span>
      {status.unsent > 0 && (
        <span className={styles.count}>{t('sync.unsent', { count: status.unsent })}</span>
      )}
      {total > 0 && (
        <span className={styles.count} data-tone="warning">
          {t('sync.attention', { count: total })}
        </span>
      )}
      <VisuallyHidden>{t('sync.openUnsent')}</VisuallyHidden>
    </UnstyledButton>
  );
}
