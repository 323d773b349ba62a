import { useTranslation } from 'react-i18next';
import { useTexts } from '#renderer/ui/base-lists.tsx';

const MOST = 9;

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
  const own = useTexts('counter_template');
  return own.length > 0 ? own.slice(0, MOST) : builtIn.map((name) => t(`log.template.${name}`));
}
