import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/ui/use-format.ts';
import type { ListFilters } from './list-arrangement.ts';
import type { FilterName } from './list-view.ts';

/** A filter that is on, in words. */
export function useFilterText(): (filters: ListFilters, name: FilterName) => string {
  const { t } = useTranslation(['portfolio', 'model']);
  const format = useFormat();
  // As everywhere in this list amounts of several currencies are compared as if they were one.
  const money = (minor: number) => format.compactMoney({ minor, currency: 'CNY' });
  return (filters, name) => {
    const { assetsFrom: from, assetsTo: to } = filters;
    switch (name) {
      case 'kind':
        return filters.kind === undefined ? '' : t(`model:kind.${filters.kind}`);
      case 'grades':
        return filters.grades.map((value) => t(`model:grade.${value}`)).join(t('portfolio:filter.or'));
      case 'lifecycles':
        return filters.lifecycles
          .map((value) => t(`model:lifecycle.${value}`))
          .join(t('portfolio:filter.or'));
      case 'tags':
        return filters.tags.join(t('portfolio:filter.or'));
      case 'sources':
        return filters.sources.join(t('portfolio:filter.or'));
      case 'mine':
        return t('portfolio:filter.mine');
      case 'assetsFrom':
        return from === undefined ? '' : t('portfolio:filter.assetsAtLeast', { from: money(from) });
      case 'assetsTo':
        return to === undefined ? '' : t('portfolio:filter.assetsAtMost', { to: money(to) });
      case 'notContactedDays':
        return t('portfolio:filter.notContactedDays', { count: filters.notContactedDays ?? 0 });
      case 'maturingDays':
        return filters.maturingDays === 0
          ? t('portfolio:filter.maturingToday')
          : t('portfolio:filter.maturingDays', { count: filters.maturingDays ?? 0 });
      case 'birthdayThisMonth':
        return t('portfolio:filter.birthday');
      case 'problem':
        return t('portfolio:filter.problem');
    }
  };
}
