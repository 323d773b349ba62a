import { useTranslation } from 'react-i18next';
import { type Language, languages } from './resources.ts';

/** The language of the screen; a component that calls it renders again when the language changes. */
export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return languages.find((language) => language === i18n.language) ?? 'zh-CN';
}
