import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '#renderer/ui/empty-state.tsx';

/** A screen threw: say that nothing saved is lost, and offer the way out. */
export function PageFailure() {
  const { t } = useTranslation('errors');
  return (
    <main>
      <EmptyState
        role="alert"
        icon={<IconAlertTriangle size={28} stroke={1.5} />}
        title={t('unexpected.title')}
        description={t('unexpected.description')}
        action={<Button onClick={() => location.assign('/')}>{t('unexpected.reload')}</Button>}
      />
    </main>
  );
}
