import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { errorCodeOf } from './error-code.ts';
import { useReplica } from './replica-context.tsx';

/**
 * Records that what is masked of these files is about to be shown. Resolves to false, and says so, where that could not
 * be made durable: then it is not shown.
 */
export function useRecordUnmask(): (
  customerIds: readonly string[],
  fields?: readonly string[],
) => Promise<boolean> {
  const replica = useReplica();
  const { t } = useTranslation(['app', 'errors']);
  return async (customerIds, fields) => {
    try {
      for (const customerId of new Set(customerIds))
        await replica.record({ kind: 'unmask', customerId, ...(fields === undefined ? {} : { fields }) });
      return true;
    } catch (error) {
      notifications.show({
        color: 'red',
        title: t('app:unmask.failed'),
        message: t(`errors:code.${errorCodeOf(error)}`),
      });
      return false;
    }
  };
}
