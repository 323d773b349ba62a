import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { runCommand } from '#renderer/app/commands.ts';
import { syncWordsOf } from '#renderer/app/sync-words.ts';
import { useDecisionCount } from '#renderer/features/inbox/public.tsx';
import { useSyncStatus } from '#renderer/ui/sync-context.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import styles from './today.module.css';

/** In one line: connected or not, how fresh, and what has not been sent. */
export function SyncSummary() {
  const { t } = useTranslation(['today', 'app']);
  const format = useFormat();
  const status = useSyncStatus();
  const { total } = useDecisionCount();
  const facts = [
    [t('today:sync.connection'), t(`app:sync.${syncWordsOf(status).key}`)],
    [t('today:sync.last'), status.lastSyncAt ? format.ago(status.lastSyncAt) : t('app:sync.never')],
    [t('today:sync.unsent'), format.number(status.unsent)],
    [t('today:sync.attention'), format.number(total)],
  ];
  return (
    <div className={styles.summary}>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {(status.unsent > 0 || total > 0) && (
        <Button variant="default" onClick={() => runCommand('show-unsent')}>
          {t('today:sync.show')}
        </Button>
      )}
    </div>
  );
}
