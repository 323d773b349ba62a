import i18next from 'i18next';
import { useEffect } from 'react';
import { languages, resources } from '#renderer/i18n/resources.ts';
import { useBaseLists } from '#renderer/ui/base-lists.tsx';
import { wordsOf } from './words-of.ts';

/**
 * Puts the bank's words for the values of enumerations over those of the program: every screen that names one shows
 * them, wherever it gets its texts.
 */
export function BankWords() {
  const { loading, lists } = useBaseLists();
  useEffect(() => {
    if (loading) return;
    for (const language of languages)
      i18next.addResourceBundle(
        language,
        'model',
        wordsOf(lists, language, resources[language].model),
        true,
        true,
      );
  }, [loading, lists]);
  return null;
}
