import { useTranslation } from 'react-i18next';
import { useLanguage } from '#renderer/i18n/use-language.ts';
import { useLiveQuery } from '#renderer/ui/use-live-query.ts';

/** The dictionary in which a bank keeps its own phrases for the counter. */
const LIST = 'counter_template';
const MOST = 9;
const QUERY = { collection: 'reference', selector: { kind: 'dictionary', list: LIST }, limit: 50 } as const;

const builtIn = [
  'cash',
  'transfer',
  'deposit',
  'wealth',
  'card',
  'phone',
  'ebank',
  'loan',
  'complaint',
] as const;

/** Nine sentences at most, one for each digit: the bank's own where it has some, else those of the product. */
export function useTemplates(): readonly string[] {
  const { t } = useTranslation('counter');
  const language = useLanguage();
  const { documents } = useLiveQuery<'reference'>(QUERY);
  const own = documents
    .flatMap((entry) => (entry.kind === 'dictionary' && entry.retired !== true ? [entry] : []))
    .toSorted((a, b) => a.order - b.order)
    .map(({ name, nameEn }) => (language === 'en' ? nameEn : name));
  return own.length > 0 ? own.slice(0, MOST) : builtIn.map((name) => t(`log.template.${name}`));
}
