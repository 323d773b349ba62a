import { SegmentedControl, Title } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { BrandMark } from '#renderer/app/brand.tsx';
import { useHost } from '#renderer/app/host-context.tsx';
import { type Language, languageNames, languages } from '#renderer/i18n/resources.ts';
import { changeLanguage } from '#renderer/i18n/setup.ts';
import { useLanguage } from '#renderer/i18n/use-language.ts';
import type { Session } from '#renderer/replica/api.ts';
import styles from './sign-in.module.css';
import { SignInForm } from './sign-in-form.tsx';
import { useKnownUsernames } from './use-known-usernames.ts';
import { useServerState } from './use-server-state.ts';

interface Props {
  /** Whoever was signed in last, to save typing after a session ended. */
  username?: string;
  onSignedIn: (session: Session) => void;
}

export function SignInPage({ username, onSignedIn }: Props) {
  const { t } = useTranslation(['session', 'app']);
  const language = useLanguage();
  const server = useServerState(useHost().info.serverUrl);
  const known = useKnownUsernames();
  useEffect(() => {
    document.title = `${t('session:title')} · ${t('app:product')}`;
  }, [t]);
  const promises = ['offline', 'search', 'safe'] as const;
  return (
    <div className={styles.page}>
      <aside className={styles.aside}>
        <div className={styles.brand}>
          <BrandMark size={30} />
          {t('app:product')}
        </div>
        <div>
          <p className={styles.tagline}>{t('app:tagline')}</p>
          <ul className={styles.promises}>
            {promises.map((promise) => (
              <li key={promise}>
                <IconCheck size={16} stroke={2.4} aria-hidden />
                {t(`session:promise.${promise}`)}
              </li>
            ))}
          </ul>
        </div>
        <div />
      </aside>
      <main className={styles.main}>
        <div className={styles.top}>
          <Title order={1} className={styles.title ?? ''}>
            {t('session:title')}
          </Title>
          <SegmentedControl
            aria-label={t('session:language')}
            value={language}
            onChange={(value: Language) => changeLanguage(value)}
            data={languages.map((value) => ({ value, label: languageNames[value] }))}
          />
        </div>
        {known !== undefined && (
          <SignInForm known={known} username={username ?? known[0] ?? ''} onSignedIn={onSignedIn} />
        )}
        <div className={styles.server} role="status">
          <span className={styles.dot} data-state={server} aria-hidden />
          <span>
            {t(
              `session:server.${server === 'unreachable' && known?.length === 0 ? 'unreachableNew' : server}`,
            )}
          </span>
        </div>
      </main>
    </div>
  );
}
