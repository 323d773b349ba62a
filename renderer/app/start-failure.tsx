import { Button, Center } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { errorCodeOf } from '#renderer/ui/error-code.ts';

/** The program could not open its data: why, and what to do. */
export function StartFailure({ error }: { error: unknown }) {
  const { t } = useTranslation(['session', 'errors']);
  return (
    <Center h="100%" component="main">
      <EmptyState
        role="alert"
        icon={<IconAlertTriangle size={28} stroke={1.5} />}
        title={t('session:startFailed')}
        description={t(`errors:code.${errorCodeOf(error)}`)}
        action={<Button onClick={() => location.reload()}>{t('errors:unexpected.reload')}</Button>}
      />
    </Center>
  );
}
