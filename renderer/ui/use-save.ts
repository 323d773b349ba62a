import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { EditInput } from '#renderer/replica/api/edits.ts';
import { errorCodeOf } from './error-code.ts';
import { useReplica } from './replica-context.tsx';

export interface Saved {
  readonly documentId: string;
}

/**
 * Saves edits one after the other and says so, or leaves that to whoever asked (`null`). Resolves with `null` when one could not be made durable: nothing
 * after it is tried, the person is told why, and the form stays as it is.
 */
export function useSave(): (edits: readonly EditInput[], done: string | null) => Promise<Saved[] | null> {
  const replica = useReplica();
  const { t } = useTranslation(['app', 'errors']);
  return async (edits, done) => {
    const saved: Saved[] = [];
    try {
      for (const edit of edits) saved.push(await replica.edit(edit));
    } catch (error) {
      notifications.show({
        color: 'red',
        title: t('app:saveState.failed'),
        message: t(`errors:code.${errorCodeOf(error)}`),
        autoClose: false,
      });
      return null;
    }
    if (done !== null) notifications.show({ message: done, autoClose: 3000 });
    return saved;
  };
}
