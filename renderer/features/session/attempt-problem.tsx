import { Alert, VisuallyHidden } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** Why a password was not taken and what to do, with the seconds to wait where there are some. */
export function AttemptProblem({ sentence, wait }: { sentence: string; wait: number }) {
  const { t } = useTranslation('session');
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} stroke={1.7} />} role="alert">
      {wait <= 0 ? (
        sentence
      ) : (
        <>
          {/* Read out once: a countdown in an alert would be announced every second. */}
          <VisuallyHidden>{sentence}</VisuallyHidden>
          <span aria-hidden>{t('wait', { count: wait })}</span>
        </>
      )}
    </Alert>
  );
}
