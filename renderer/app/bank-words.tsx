import i18next from 'i18next';
import { useEffect } from 'react';
import { type Language, languages, resources } from '#renderer/i18n/resources.ts';
import { useBaseLists } from '#renderer/ui/base-lists.tsx';
import { wordsOf } from './words-of.ts';

/** What is in force, as text: putting the same in force again would draw every screen anew for nothing. */
const inForce = new Map<Language, string>(
  languages.map((language) => [
    language,
    JSON.stringify(wordsOf(new Map(), language, resources[language].model)),
  ]),
);

/**
 * Puts the bank's words for the values of enumerations over those of the program: every screen that names one shows
 * them, wherever it gets its texts.
 */
export function BankWords() {
  const { loading, lists } = useBaseLists();
  useEffect(() => {
    if (loading) return;
    for (const language of languages) {
      const words = wordsOf(lists, language, resources[language].model);
      const text = JSON.stringify(words);
      if (inForce.get(language) === text) continue;
      inForce.set(language, text);
      i18next.addResourceBundle(language, 'model', words, true, true);
    }
  }, [loading, lists]);
  return null;
}
