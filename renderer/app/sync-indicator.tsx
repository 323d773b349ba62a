import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSyncStatus } from '#renderer/ui/sync-context.tsx';
import styles from './frame.module.css';
import { syncWordsOf } from './sync-words.ts';

/** Whether what is on screen is current and what was entered has arrived; opens the list of unsent edits. */
export function SyncIndicator({ onOpen }: { onOpen: () => void }) {
  const { t } = useTranslation('app');
  const status = useSyncStatus();
  const words = syncWordsOf(status);
  const parts: string[] = [t(`sync.${words.key}`)];
  if (status.unsent > 0) parts.push(t('sync.unsent', { count: status.unsent }));
  if (status.attention > 0) parts.push(t('sync.attention', { count: status.attention }));
  return (
    <UnstyledButton
      className={styles.sync}
      onClick={onOpen}
      aria-label={`${t('sync.label', { state: parts.join('，') })}。${t('sync.openUnsent')}`}
      data-testid="sync-indicator"
      data-state={words.key}
    >
      <span className={styles.dot} data-tone={words.tone} aria-hidden />
      <span>{t(`sync.${words.key}`)}</span>
      {status.unsent > 0 && (
        <span className={styles.count}>{t('sync.unsent', { count: status.unsent })}</span>
      )}
      {status.attention > 0 && (
        <span className={styles.count} data-tone="warning">
          {t('sync.attention', { count: status.attention })}
        </span>
      )}
    </UnstyledButton>
  );
}
