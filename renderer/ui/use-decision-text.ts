import { useTranslation } from 'react-i18next';
import type { InboxItem } from '#shared/model/inbox.ts';
import { useFormat } from './use-format.ts';

/** What somebody else has decided about an edit, who and when; nothing where that is still to come. */
export function useDecisionText(): (item: InboxItem | undefined) => string | undefined {
  const { t } = useTranslation('inbox');
  const format = useFormat();
  return (item) =>
    item?.decision &&
    t(`answer.${item.decision}`, {
      name: item.decidedByName ?? '',
      time: format.dateTime(item.decidedAt ?? item.createdAt),
    });
}
