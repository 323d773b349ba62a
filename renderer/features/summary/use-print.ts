import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHost } from '#renderer/app/host-context.tsx';
import { errorCodeOf } from '#renderer/ui/error-code.ts';
import { usePolicies } from '#renderer/ui/policy-context.tsx';
import { useReplica } from '#renderer/ui/replica-context.tsx';

/**
 * Prints what is on the sheet or saves it as a PDF. Either is recorded first: without a durable record nothing leaves
 * the screen. Fields: the names of those that are printed unmasked.
 */
export function usePrint(customerId: string, fields: readonly string[] | undefined) {
  const { t } = useTranslation(['summary', 'errors']);
  const replica = useReplica();
  const { desktop, info } = useHost();
  const [busy, setBusy] = useState(false);
  const mayLeave = usePolicies().effective.exports?.value !== 'forbidden';

  async function record(): Promise<boolean> {
    try {
      await replica.record({ kind: 'print', customerId, ...(fields === undefined ? {} : { fields }) });
      return true;
    } catch (error) {
      const message = t(`errors:code.${errorCodeOf(error)}`);
      notifications.show({ color: 'red', title: t('summary:notRecorded'), message });
      return false;
    }
  }

  async function once(work: () => Promise<void>) {
    if (busy || !mayLeave) return;
    setBusy(true);
    try {
      if (await record()) await work();
    } finally {
      setBusy(false);
    }
  }

  return {
    busy,
    /** Whether the bank lets anything leave the screen. */
    mayLeave,
    canSave: mayLeave && info.host === 'electron',
    print: () => once(async () => window.print()),
    save: () =>
      once(async () => {
        try {
          const path = await desktop.printToPdf();
          if (path !== null) notifications.show({ title: t('summary:savedAs'), message: path });
        } catch {
          notifications.show({
            color: 'red',
            title: t('summary:notSaved'),
            message: t('summary:notSavedHint'),
          });
        }
      }),
  };
}
