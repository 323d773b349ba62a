import { useTranslation } from 'react-i18next';
import { languageNames } from '#renderer/i18n/resources.ts';
import type { PolicyName } from '#shared/policy/definitions.ts';
import type { EffectivePolicies } from '#shared/policy/resolve.ts';

/** A policy's value in words; what IT wrote as it is, with one line for each entry of a list. */
export function PolicyValue({ name, policies }: { name: PolicyName; policies: EffectivePolicies }) {
  const { t } = useTranslation('settings');
  switch (name) {
    case 'serverUrls':
    case 'externalHosts': {
      const entries = policies[name]?.value ?? [];
      return entries.length === 0
        ? t('policy.values.none')
        : entries.map((one) => <div key={one}>{one}</div>);
    }
    case 'offlineHours':
    case 'idleLockMinutes': {
      const count = policies[name]?.value;
      if (count === undefined) return t('policy.unset');
      return t(name === 'offlineHours' ? 'policy.values.hours' : 'policy.values.minutes', { count });
    }
    case 'updates':
    case 'masking':
    case 'exports':
    case 'watermark': {
      const value = policies[name]?.value;
      return value === undefined ? t('policy.unset') : t(`policy.values.${value}`);
    }
    case 'language': {
      const value = policies.language?.value;
      return value === undefined ? t('policy.unset') : <span lang={value}>{languageNames[value]}</span>;
    }
    case 'updateChannel':
    case 'updateRing':
    case 'updateHours':
      return policies[name]?.value ?? t('policy.unset');
  }
}
