import { useTranslation } from 'react-i18next';
import { languageNames } from '#renderer/i18n/resources.ts';
import { useFormat } from '#renderer/ui/use-format.ts';
import { type DraftPart, type PolicyField, typedOf } from './policy-fields.ts';

export interface PolicyWords {
  name(field: PolicyField): string;
  /** What has to be known to fill it in; empty for most. */
  hint(field: PolicyField): string;
  option(field: PolicyField, value: string): string;
  /** A value with its unit. */
  value(field: PolicyField, value: unknown): string;
  part(part: DraftPart): string;
}

/** What policies and their values are called; one that has no words yet goes by its own name. */
export function usePolicyWords(): PolicyWords {
  const { t, i18n } = useTranslation(['policy', 'model', 'settings']);
  const format = useFormat();
  const word = (namespace: string, key: string): string | undefined => {
    const found: unknown = i18n.getResource(i18n.language, namespace, key);
    return typeof found === 'string' ? found : undefined;
  };
  const option = ({ id }: PolicyField, value: string): string => {
    if (id === 'language' && value in languageNames)
      return languageNames[value as keyof typeof languageNames];
    return (
      word('policy', `values.${id}.${value}`) ??
      word('settings', `policy.values.${value}`) ??
      word('policy', `values.any.${value}`) ??
      value
    );
  };
  return {
    name: ({ id }) => word('settings', `policy.names.${id}`) ?? word('policy', `names.${id}`) ?? id,
    hint: ({ id }) => word('policy', `hints.${id}`) ?? '',
    option,
    value(field, value) {
      if (value === undefined) return t('policy:unset');
      if (Array.isArray(value))
        return value.length === 0 ? t('settings:policy.values.none') : format.list(value);
      if (typeof value !== 'number') return option(field, typedOf(value));
      const last = field.path.at(-1) ?? '';
      if (last.endsWith('Hours')) return t('settings:policy.values.hours', { count: value });
      if (last.endsWith('Minutes')) return t('settings:policy.values.minutes', { count: value });
      const inDays = last.endsWith('Days') || field.path[0] === 'reminderLeadDays';
      return inDays ? t('policy:days', { count: value }) : format.number(value);
    },
    part(part) {
      if (part === 'all') return t('policy:all');
      return part === 'devices' ? t('policy:devices') : t(`model:role.${part}`);
    },
  };
}
