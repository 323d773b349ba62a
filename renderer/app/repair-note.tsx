import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SyncStatus } from '#renderer/replica/api/status.ts';
import { useFormat } from '#renderer/ui/use-format.ts';
import styles from './frame.module.css';

interface Props {
  connection: SyncStatus['connection'];
  repair: NonNullable<SyncStatus['repair']>;
  progress: SyncStatus['progress'];
}

/**
 * Something stored here was damaged and is being fetched again. The sentence is read out once; the figures beside it
 * change all the time and are not.
 */
export function RepairNote({ connection, repair, progress }: Props) {
  const { t } = useTranslation('app');
  const format = useFormat();
  const waits = connection === 'offline';
  const known = !waits && progress !== undefined && progress.total > 0 ? progress : undefined;
  return (
    <div className={styles.note} data-testid="repair">
      <span role="status">{t(waits ? 'repair.waiting' : `repair.${repair}`)}</span>
      {!waits && (
        <Progress
          className={styles.progress ?? ''}
          aria-label={t('repair.label')}
          size="sm"
          animated={known === undefined}
          value={known === undefined ? 100 : (100 * known.done) / known.total}
        />
      )}
      {known && (
        <span className="num">
          {t('repair.progress', { done: format.number(known.done), total: format.number(known.total) })}
        </span>
      )}
    </div>
  );
}
