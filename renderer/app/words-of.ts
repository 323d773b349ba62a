import type { Language } from '#renderer/i18n/resources.ts';
import type { DictionaryEntry } from '#shared/model/reference.ts';
import { type WordList, wordLists } from '#shared/model/word-lists.ts';

/**
 * Words for the values of the enumerations that banks may name, the bank's where it has some; the program's for all
 * others, so that a word the bank took back is gone.
 */
export function wordsOf(
  lists: ReadonlyMap<string, readonly DictionaryEntry[]>,
  language: Language,
  builtIn: object,
): Record<string, Record<string, string>> {
  return Object.fromEntries(
    Object.entries<WordList>(wordLists).map(([list, { words, codes }]) => {
      const own = new Map((lists.get(list) ?? []).map((entry) => [entry.code, entry]));
      const group = (builtIn as Record<string, Record<string, string> | undefined>)[words] ?? {};
      const named = codes.map((code) => {
        const entry = own.get(code);
        const word = entry && (language === 'en' ? entry.nameEn : entry.name);
        return [code, word ?? group[code] ?? code] as const;
      });
      return [words, Object.fromEntries(named)] as const;
    }),
  );
}
