import { Button, Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSyncStatus } from '#renderer/ui/sync-context.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import { ClockNote } from './clock-note.tsx';
import styles from './frame.module.css';
import { RepairNote } from './repair-note.tsx';
import { useSession } from './session-context.tsx';
import { needsSignIn } from './sync-words.ts';
import { UpdateNote } from './update-note.tsx';

/**
 * Lines under the top bar: the first download, a session that ended, a server that refuses, a full disk, a wrong
 * clock, a new version.
 */
export function Notes() {
  const { t } = useTranslation(['app', 'errors']);
  const format = useFormat();
  const status = useSyncStatus();
  const { lock } = useSession();
  const { progress, repair, comparing } = status;
  const downloading =
    repair === undefined && status.phase === 'first_sync' && progress !== undefined && progress.total > 0;
  return (
    <div className={styles.notes}>
      {needsSignIn(status) && (
        <div className={styles.note} data-tone="danger" role="alert">
          {t('app:banner.signInAgain')}
          <div className={styles.noteActions}>
            <Button onClick={() => lock('again')}>{t('app:banner.signInAgainAction')}</Button>
          </div>
        </div>
      )}
      {status.connection === 'refused' && status.error !== undefined && !needsSignIn(status) && (
        <div className={styles.note} data-tone="danger" role="alert">
          {t(`errors:code.${status.error}`)}
        </div>
      )}
      {status.error === 'storage_full' && (
        <div className={styles.note} data-tone="danger" role="alert" data-testid="disk-full">
          {t('app:banner.diskFull')}
        </div>
      )}
      <ClockNote />
      {repair !== undefined && (
        <RepairNote connection={status.connection} repair={repair} progress={progress} />
      )}
      {comparing && repair === undefined && status.connection !== 'offline' && (
        <div className={styles.note} data-tone="quiet" role="status">
          {t('app:sync.comparingNote')}
        </div>
      )}
      {downloading && (
        <div className={styles.note} data-tone="quiet" role="status">
          <span className="num">
            {t('app:sync.firstSyncProgress', {
              done: format.number(progress.done),
              total: format.number(progress.total),
            })}
          </span>
          <Progress
            className={styles.progress ?? ''}
            value={(100 * progress.done) / progress.total}
            aria-label={t('app:sync.firstSync')}
            size="sm"
          />
          <span>{t('app:sync.firstSyncHint')}</span>
        </div>
      )}
      <UpdateNote />
    </div>
  );
}
