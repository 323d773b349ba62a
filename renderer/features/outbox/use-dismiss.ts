import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { errorCodeOf } from '#renderer/ui/error-code.ts';
import { useReplica } from '#renderer/ui/replica-context.tsx';
import type { EditItem } from './edit-items.ts';

/** Takes an answered edit off the list, here and, where the server keeps it in the inbox, there. */
export function useDismiss(): (item: EditItem) => Promise<void> {
  const replica = useReplica();
  const { t } = useTranslation('errors');
  return async ({ entry, inboxItem }) => {
    try {
      if (inboxItem) {
        await replica.edit({
          collection: 'inbox',
          intent: 'inbox.resolve',
          documentId: inboxItem.id,
          next: { resolved: true },
        });
      }
      if (entry) await replica.dismiss(entry.mutationId);
    } catch (error) {
      notifications.show({ color: 'red', message: t(`code.${errorCodeOf(error)}`) });
    }
  };
}
