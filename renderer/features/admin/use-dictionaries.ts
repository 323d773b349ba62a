import { useMemo } from 'react';
import { useLanguage } from '#renderer/i18n/use-language.ts';
import { useLiveQuery } from '#renderer/ui/use-live-query.ts';
import type { DictionaryEntry, Product, Reference } from '#shared/model/reference.ts';

export type Entry = DictionaryEntry | Product;

/** The list that stands for the bank's products among those of the dictionary. */
export const PRODUCTS = 'products';

const ENTRIES = { collection: 'reference', selector: { kind: 'dictionary' }, limit: 20_000 } as const;
const SHELF = { collection: 'reference', selector: { kind: 'product' }, limit: 5_000 } as const;

/** The lists of base data on this device, products among them, each in the order in which forms offer it. */
export function useDictionaries() {
  const language = useLanguage();
  const entries = useLiveQuery<'reference'>(ENTRIES);
  const shelf = useLiveQuery<'reference'>(SHELF);
  return useMemo(() => {
    const words = entries.documents.filter(isWord).sort((a, b) => a.order - b.order);
    const products = shelf.documents.filter(isProduct).sort((a, b) => (a.code < b.code ? -1 : 1));
    const lists = new Map<string, Entry[]>(Map.groupBy(words, ({ list }) => list));
    lists.set(PRODUCTS, products);
    return {
      loading: entries.loading || shelf.loading,
      lists,
      nameOf: (entry: Entry) => (language === 'en' ? entry.nameEn : entry.name),
    };
  }, [entries.documents, entries.loading, shelf.documents, shelf.loading, language]);
}

function isWord(entry: Reference): entry is DictionaryEntry & { rev: number } {
  return entry.kind === 'dictionary';
}

function isProduct(entry: Reference): entry is Product & { rev: number } {
  return entry.kind === 'product';
}
