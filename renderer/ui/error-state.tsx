import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCloudOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ReplicaErrorCode } from '#renderer/replica/api/error.ts';
import { EmptyState } from './empty-state.tsx';

/** Why something could not be shown, as a sentence that says what to do, with a way to try again. */
export function ErrorState({ code, onRetry }: { code: ReplicaErrorCode; onRetry?: () => void }) {
  const { t } = useTranslation(['app', 'errors']);
  const offline = code === 'offline' || code === 'unavailable';
  const retry = onRetry && (
    <Button variant="default" onClick={onRetry}>
      {t('app:action.retry')}
    </Button>
  );
  return (
    <EmptyState
      role="alert"
      icon={offline ? <IconCloudOff size={24} stroke={1.5} /> : <IconAlertTriangle size={24} stroke={1.5} />}
      title={t(offline ? 'app:state.offlineTitle' : 'app:state.failed')}
      description={offline ? t('app:state.offlineHint') : t(`errors:code.${code}`)}
      {...(retry ? { action: retry } : {})}
    />
  );
}
