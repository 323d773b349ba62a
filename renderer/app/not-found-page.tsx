import { IconMapOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Page } from '#renderer/ui/page.tsx';

export function NotFoundPage() {
  const { t } = useTranslation('app');
  return (
    <Page>
      <EmptyState
        icon={<IconMapOff size={28} stroke={1.5} />}
        title={t('notFound.title')}
        description={t('notFound.description')}
      />
    </Page>
  );
}
