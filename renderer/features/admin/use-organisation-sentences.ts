import { useTranslation } from 'react-i18next';
import type { ReplicaErrorCode } from '#renderer/replica/api/error.ts';

/** What a refusal means for accounts, units and lists. */
export function useOrganisationSentences(
  about: 'person' | 'branch' | 'dictionary',
): Partial<Record<ReplicaErrorCode, string>> {
  const { t } = useTranslation('organisation');
  return {
    bad_request: t(`${about}.problem`),
    conflict: t(`${about}.conflict`),
    ...(about === 'person' && { forbidden: t('person.forbidden'), not_found: t('person.gone') }),
  };
}
