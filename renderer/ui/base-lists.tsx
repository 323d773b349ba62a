import { createContext, type ReactNode, use, useMemo } from 'react';
import { useLanguage } from '#renderer/i18n/use-language.ts';
import type { DictionaryEntry } from '#shared/model/reference.ts';
import type { TextListName, WordListName } from '#shared/model/word-lists.ts';
import { useLiveQuery } from './use-live-query.ts';

const ENTRIES = { collection: 'reference', selector: { kind: 'dictionary' }, limit: 20_000 } as const;

export interface BaseLists {
  readonly loading: boolean;
  /** Entries by list, each in the bank's order, those offered no more among them. */
  readonly lists: ReadonlyMap<string, readonly DictionaryEntry[]>;
}

const ListsContext = createContext<BaseLists>({ loading: true, lists: new Map() });

/** Watches the lists once for all forms: they are there when one is opened. */
export function BaseListsProvider({ children }: { children: ReactNode }) {
  const { documents, loading } = useLiveQuery<'reference'>(ENTRIES);
  const value = useMemo(() => {
    const entries = documents.flatMap((one) => (one.kind === 'dictionary' ? [one] : []));
    const ordered = entries.sort((a, b) => a.order - b.order || (a.code < b.code ? -1 : 1));
    return { loading, lists: new Map(Map.groupBy(ordered, ({ list }) => list)) };
  }, [documents, loading]);
  return <ListsContext value={value}>{children}</ListsContext>;
}

/** The lists of base data on this device. */
export function useBaseLists(): BaseLists {
  return use(ListsContext);
}

/** What a form offers of an enumeration, in the bank's order; `present`, where a document has it, is always there. */
export function useOffered<T extends string>(list: WordListName, codes: readonly T[], present?: T): T[] {
  const { lists } = useBaseLists();
  return useMemo(() => offeredOf(lists.get(list) ?? [], codes, present), [lists, list, codes, present]);
}

/** The wanted one where it is offered, else the first that is. */
export function startingWith<T extends string>(offered: readonly T[], wanted: T): T {
  return offered.includes(wanted) ? wanted : (offered[0] ?? wanted);
}

/** Codes that no entry names keep the place they have in the model. A list with nothing left to offer offers all. */
export function offeredOf<T extends string>(
  entries: readonly DictionaryEntry[],
  codes: readonly T[],
  present?: T,
): T[] {
  const byCode = new Map(entries.map((entry) => [entry.code, entry]));
  const placeOf = (code: T) => byCode.get(code)?.order ?? codes.indexOf(code);
  const ordered = codes.toSorted((a, b) => placeOf(a) - placeOf(b) || codes.indexOf(a) - codes.indexOf(b));
  const offered = ordered.filter((code) => code === present || byCode.get(code)?.retired !== true);
  return offered.some((code) => byCode.get(code)?.retired !== true) ? offered : ordered;
}

/** The entries that a form offers for a text, in the language of the screen. */
export function useTexts(list: TextListName): string[] {
  const { lists } = useBaseLists();
  const language = useLanguage();
  return useMemo(
    () =>
      (lists.get(list) ?? []).flatMap(({ retired, name, nameEn }) =>
        retired === true ? [] : [language === 'en' ? nameEn : name],
      ),
    [lists, list, language],
  );
}
