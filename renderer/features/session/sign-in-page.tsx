import { Alert } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { EndNotice } from '#renderer/app/gate.ts';
import { useHost } from '#renderer/app/host-context.tsx';
import type { Session } from '#renderer/replica/api/session.ts';
import { GateLayout } from './gate-layout.tsx';
import styles from './sign-in.module.css';
import { SignInForm } from './sign-in-form.tsx';
import { useKnownUsernames } from './use-known-usernames.ts';
import { useServerState } from './use-server-state.ts';

interface Props {
  /** Whoever was signed in last, to save typing after a session ended. */
  username?: string;
  /** What became of the session before. */
  notice?: EndNotice;
  onSignedIn: (session: Session) => void;
}

const bad: readonly EndNotice[] = ['wiped', 'disabled', 'erase_failed'];

export function SignInPage({ username, notice, onSignedIn }: Props) {
  const { t } = useTranslation('session');
  const server = useServerState(useHost().info);
  const known = useKnownUsernames(notice);
  return (
    <GateLayout title={t('title')}>
      {notice !== undefined && (
        <Alert
          color={bad.includes(notice) ? 'red' : 'teal'}
          variant="light"
          icon={<IconInfoCircle size={18} stroke={1.7} />}
          role={bad.includes(notice) ? 'alert' : 'status'}
        >
          {t(`ended.${notice}`)}
        </Alert>
      )}
      {known !== undefined && (
        <SignInForm known={known} username={username ?? known[0] ?? ''} onSignedIn={onSignedIn} />
      )}
      <div className={styles.server} role="status">
        <span className={styles.dot} data-state={server} aria-hidden />
        <span>
          {t(`server.${server === 'unreachable' && known?.length === 0 ? 'unreachableNew' : server}`)}
        </span>
      </div>
    </GateLayout>
  );
}
