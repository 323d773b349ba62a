import { Center } from '@mantine/core';
import { IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '#renderer/ui/empty-state.tsx';

/** What the window shows in which somebody signed in at the provider, once its answer was handed over. */
export function AnswerPage({ signedIn }: { signedIn: boolean }) {
  const { t } = useTranslation('session');
  return (
    <Center h="100%" component="main">
      <EmptyState
        icon={
          signedIn ? <IconCircleCheck size={28} stroke={1.5} /> : <IconInfoCircle size={28} stroke={1.5} />
        }
        title={t(signedIn ? 'provider.answered' : 'provider.returned')}
        description={t('provider.answeredHint')}
      />
    </Center>
  );
}
