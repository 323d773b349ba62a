import { useCallback, useMemo } from 'react';
import { useLanguage } from '#renderer/i18n/use-language.ts';
import { useLiveQuery } from './use-live-query.ts';

const PRODUCTS = { collection: 'reference', selector: { kind: 'product' }, limit: 2000 } as const;

interface NamesProduct {
  productId?: string | undefined;
  productName?: string | undefined;
}

/** How a product is called in the language of the screen; the document's own words where it is in no catalogue. */
export function useProductNames(): (of: NamesProduct) => string {
  const language = useLanguage();
  const { documents } = useLiveQuery<'reference'>(PRODUCTS);
  const names = useMemo(
    () =>
      new Map(
        documents.flatMap((entry) =>
          entry.kind === 'product'
            ? [[entry.id, language === 'en' ? entry.nameEn : entry.name] as const]
            : [],
        ),
      ),
    [documents, language],
  );
  return useCallback(
    ({ productId, productName = '' }) =>
      (productId === undefined ? undefined : names.get(productId)) ?? productName,
    [names],
  );
}
