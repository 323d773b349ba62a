import { useCallback, useMemo } from 'react';
import { useLanguage } from '#renderer/i18n/use-language.ts';
import type { Product } from '#shared/model/reference.ts';
import { useLiveQuery } from './use-live-query.ts';

const PRODUCTS = { collection: 'reference', selector: { kind: 'product' }, limit: 2000 } as const;

interface NamesProduct {
  productId?: string | undefined;
  productName?: string | undefined;
}

/** The bank's product shelf. */
export function useProducts(): readonly Product[] {
  const { documents } = useLiveQuery<'reference'>(PRODUCTS);
  return useMemo(() => documents.flatMap((entry) => (entry.kind === 'product' ? [entry] : [])), [documents]);
}

/** How a product is called in the language of the screen; the document's own words where it is in no catalogue. */
export function useProductNames(): (of: NamesProduct) => string {
  const language = useLanguage();
  const products = useProducts();
  const names = useMemo(
    () => new Map(products.map(({ id, name, nameEn }) => [id, language === 'en' ? nameEn : name])),
    [products, language],
  );
  return useCallback(
    ({ productId, productName = '' }) =>
      (productId === undefined ? undefined : names.get(productId)) ?? productName,
    [names],
  );
}
