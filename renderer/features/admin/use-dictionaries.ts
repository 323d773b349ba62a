import { useMemo } from 'react';
import { wordsOf } from '#renderer/app/words-of.ts';
import { resources } from '#renderer/i18n/resources.ts';
import { useLanguage } from '#renderer/i18n/use-language.ts';
import { useBaseLists } from '#renderer/ui/base-lists.tsx';
import { useLiveQuery } from '#renderer/ui/use-live-query.ts';
import type { DictionaryEntry, Product, Reference } from '#shared/model/reference.ts';
import { textLists, type WordList, wordLists } from '#shared/model/word-lists.ts';

/** `unset`: a value of the program that the bank has said nothing about. */
export type Entry = (DictionaryEntry & { unset?: true }) | Product;

/** The list that stands for the bank's products among those of the dictionary. */
export const PRODUCTS = 'products';

const SHELF = { collection: 'reference', selector: { kind: 'product' }, limit: 5_000 } as const;

/** Of the enumerations, whatever the bank says instead. */
const programWords = {
  'zh-CN': wordsOf(new Map(), 'zh-CN', resources['zh-CN'].model),
  en: wordsOf(new Map(), 'en', resources.en.model),
} as const;

/** The lists of base data on this device, products among them, each in the order in which forms offer it. */
export function useDictionaries() {
  const language = useLanguage();
  const { loading, lists: stored } = useBaseLists();
  const shelf = useLiveQuery<'reference'>(SHELF);
  return useMemo(() => {
    const products = shelf.documents.filter(isProduct).sort((a, b) => (a.code < b.code ? -1 : 1));
    const lists = new Map<string, readonly Entry[]>([
      ...Object.entries<WordList>(wordLists).map(
        ([list, words]) => [list, allOf(list, words, stored.get(list) ?? [])] as const,
      ),
      ...textLists.map((list) => [list, stored.get(list) ?? []] as const),
    ]);
    for (const [list, entries] of stored) if (!lists.has(list)) lists.set(list, entries);
    lists.set(PRODUCTS, products);
    return {
      loading: loading || shelf.loading,
      lists,
      nameOf: (entry: Entry) => (language === 'en' ? entry.nameEn : entry.name),
    };
  }, [stored, loading, shelf.documents, shelf.loading, language]);
}

/** Every value of an enumeration, those without an entry in the program's words. */
function allOf(list: string, { words, codes }: WordList, entries: readonly DictionaryEntry[]): Entry[] {
  const known = new Map(entries.map((entry) => [entry.code, entry]));
  return codes
    .map((code, order): Entry & { order: number } => {
      const entry = known.get(code);
      if (entry !== undefined) return entry;
      const names = {
        name: programWords['zh-CN'][words]?.[code] ?? code,
        nameEn: programWords.en[words]?.[code] ?? code,
      };
      return { id: `${list} ${code}`, kind: 'dictionary', list, code, ...names, order, unset: true };
    })
    .sort((a, b) => a.order - b.order);
}

function isProduct(entry: Reference): entry is Product & { rev: number } {
  return entry.kind === 'product';
}
