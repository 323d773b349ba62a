import { Alert, Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { LoadingRows } from '#renderer/ui/loading-rows.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import { useSyncStatus } from '#renderer/ui/sync-context.tsx';
import { useServerAnswer } from '#renderer/ui/use-server-answer.ts';
import { factorState } from '#shared/protocol/second-factor.ts';
import { FactorEnrolment } from './factor-enrolment.tsx';
import styles from './settings.module.css';

/** The own second factor of an administrator: whether there is one, and setting it up. */
export function SecondFactor() {
  const { t } = useTranslation('organisation');
  const offline = useSyncStatus().connection === 'offline';
  const { data, error, loading, reload } = useServerAnswer('/auth/second-factor', factorState);
  const [enrolling, setEnrolling] = useState(false);
  if (data?.wanted === 'off') return null;
  return (
    <Panel title={t('factor.title')} padded>
      <p className={styles.explain}>{t('factor.explain')}</p>
      {data === undefined && loading && <LoadingRows rows={2} />}
      {data === undefined && offline && <p className={styles.explain}>{t('factor.offline')}</p>}
      {data === undefined && error !== undefined && !loading && !offline && (
        <ErrorState code={error} onRetry={reload} />
      )}
      {data?.wanted === 'required' && !data.enrolled && (
        <Alert color="yellow" mb="sm">
          {t('factor.required')}
        </Alert>
      )}
      {data !== undefined && !enrolling && (
        <p role="status">
          {data.enrolled ? t('factor.on', { count: data.recoveryCodesLeft }) : t('factor.off')}
        </p>
      )}
      {data?.enrolled === true && !enrolling && <p className={styles.explain}>{t('factor.lost')}</p>}
      {data?.enrolled === false && !enrolling && (
        <Button variant="default" disabled={offline} onClick={() => setEnrolling(true)}>
          {t('factor.begin')}
        </Button>
      )}
      {enrolling && (
        <FactorEnrolment
          byProvider={data?.byProvider === true}
          onClose={() => {
            setEnrolling(false);
            reload();
          }}
        />
      )}
    </Panel>
  );
}
