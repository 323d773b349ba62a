import { useTranslation } from 'react-i18next';
import { PRODUCTS } from './use-dictionaries.ts';

/** What a list is called; one that a bank has added goes by its own word. */
export function useListName(): (list: string) => string {
  const { t, i18n } = useTranslation('organisation');
  return (list) => {
    if (list === PRODUCTS) return t('dictionary.products');
    const found: unknown = i18n.getResource(i18n.language, 'organisation', `dictionary.list.${list}`);
    return typeof found === 'string' ? found : list;
  };
}
