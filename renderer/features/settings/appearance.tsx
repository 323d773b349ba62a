import { SegmentedControl } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { type Language, languageNames, languages } from '#renderer/i18n/resources.ts';
import { changeLanguage, isLanguageForced } from '#renderer/i18n/setup.ts';
import { useLanguage } from '#renderer/i18n/use-language.ts';
import { type Contrast, contrasts, type Theme, useAppearance } from '#renderer/ui/appearance.ts';
import styles from './settings.module.css';

export function Appearance() {
  const { t } = useTranslation('settings');
  const language = useLanguage();
  const { themes, theme, setTheme, contrast, setContrast } = useAppearance();
  const languageId = useId();
  const themeId = useId();
  const contrastId = useId();
  return (
    <div className={styles.rows}>
      <div className={styles.row}>
        <span id={languageId}>{t('appearance.language')}</span>
        <SegmentedControl
          aria-labelledby={languageId}
          value={language}
          disabled={isLanguageForced()}
          onChange={(value: Language) => changeLanguage(value)}
          data={languages.map((value) => ({ value, label: languageNames[value] }))}
        />
      </div>
      <div className={styles.row}>
        <span id={themeId}>{t('appearance.theme')}</span>
        <SegmentedControl
          aria-labelledby={themeId}
          value={theme}
          onChange={(value: Theme) => setTheme(value)}
          data={themes.map((value) => ({ value, label: t(`appearance.${value}`) }))}
        />
      </div>
      <div className={styles.row}>
        <span id={contrastId}>{t('appearance.contrast')}</span>
        <SegmentedControl
          aria-labelledby={contrastId}
          value={contrast}
          onChange={(value: Contrast) => setContrast(value)}
          data={contrasts.map((value) => ({ value, label: t(`appearance.${value}`) }))}
        />
      </div>
    </div>
  );
}
