import { useTranslation } from 'react-i18next';
import type { ReplicaErrorCode } from '#renderer/replica/api/error.ts';
import type { FileSection } from './sections.ts';

/** What a refusal means for the act at hand, where the general sentence would not help. */
export function useSentences(section: FileSection | 'people'): Partial<Record<ReplicaErrorCode, string>> {
  const { t } = useTranslation('admin');
  return {
    bad_request: t(`problem.${section}`),
    not_found: t('problem.notFound'),
    forbidden: t('problem.forbidden'),
    conflict: t(`conflict.${section}`),
    unavailable: t('problem.unavailable'),
  };
}
