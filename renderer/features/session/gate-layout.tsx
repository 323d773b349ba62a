import { SegmentedControl, Title } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { BrandMark } from '#renderer/app/brand.tsx';
import { type Language, languageNames, languages } from '#renderer/i18n/resources.ts';
import { changeLanguage, isLanguageForced } from '#renderer/i18n/setup.ts';
import { useLanguage } from '#renderer/i18n/use-language.ts';
import { ClockAlert } from './clock-alert.tsx';
import styles from './sign-in.module.css';

const promises = ['offline', 'search', 'safe'] as const;

/** What stands before the screens: the product on the left, the form on the right, the language above it. */
export function GateLayout({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useTranslation(['session', 'app']);
  const language = useLanguage();
  useEffect(() => {
    document.title = `${title} · ${t('app:product')}`;
  }, [title, t]);
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
            {title}
          </Title>
          <SegmentedControl
            aria-label={t('session:language')}
            value={language}
            disabled={isLanguageForced()}
            onChange={(value: Language) => changeLanguage(value)}
            data={languages.map((value) => ({ value, label: languageNames[value] }))}
          />
        </div>
        <ClockAlert />
        {children}
      </main>
    </div>
  );
}
