import { Alert, VisuallyHidden } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import styles from './sign-in.module.css';

interface Props {
  sentence: string;
  wait: number;
  /** Of a device that waits for approval: what IT compares. */
  fingerprint?: string | undefined;
}

/** Why a password was not taken and what to do, with the seconds to wait where there are some. */
export function AttemptProblem({ sentence, wait, fingerprint }: Props) {
  const { t } = useTranslation('session');
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} stroke={1.7} />} role="alert">
      {wait <= 0 ? (
        <>
          {sentence}
          {fingerprint !== undefined && (
            <div className={styles.fingerprint}>{t('fingerprint', { fingerprint })}</div>
          )}
        </>
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
