import { notifications } from '@mantine/notifications';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { EditInput } from '#renderer/replica/api/edits.ts';
import type { EditItem } from '#renderer/ui/edit-items.ts';
import { UNDO_MS, useEdits } from '#renderer/ui/edits-context.tsx';
import { errorCodeOf } from '#renderer/ui/error-code.ts';
import { useReplica } from '#renderer/ui/replica-context.tsx';
import { showDone } from '#renderer/ui/undo-notice.tsx';
import type { FieldValues } from '#shared/model/mutation.ts';
import { nextOfUndo } from './conflict-rows.ts';
import { storedFields } from './stored-fields.ts';

export interface Decisions {
  /** Writes what differs from what is stored, and takes the conflict off the list. False: it could not be saved. */
  decide(item: EditItem, next: FieldValues, before: FieldValues): Promise<boolean>;
  /** Sends a refused edit once more, as corrected, and takes the refused one off the list. */
  resend(item: EditItem, edit: EditInput): Promise<boolean>;
  /** Takes an edit off the list for good, after the time to take that back. */
  discard(item: EditItem, message: string): void;
  /** Takes back what was done last; nothing when there is nothing. */
  undo(): Promise<void>;
}

/** What a person can do about their own edits. `onUndone` is told which item is on the list again. */
export function useDecisions(onUndone: (mutationId: string) => void): Decisions {
  const { t } = useTranslation(['inbox', 'app', 'errors']);
  const replica = useReplica();
  const { putAside } = useEdits();
  const lastUndo = useRef<(() => Promise<void>) | null>(null);
  /** The item is off the list a moment before its decision can be taken back: whoever is that quick waits for it. */
  const underWay = useRef<Promise<unknown>>(undefined);

  const attempt = async (act: () => Promise<unknown>): Promise<boolean> => {
    try {
      await act();
      return true;
    } catch (error) {
      const message = t(`errors:code.${errorCodeOf(error)}`);
      notifications.show({ color: 'red', title: t('app:saveState.failed'), message, autoClose: false });
      return false;
    }
  };
  const resolve = (id: string, resolved: boolean) =>
    replica.edit({ collection: 'inbox', intent: 'inbox.resolve', documentId: id, next: { resolved } });
  const takeOff = ({ entry, inboxItem }: EditItem) =>
    attempt(async () => {
      if (inboxItem !== undefined) await resolve(inboxItem.id, true);
      if (entry !== undefined) await replica.dismiss(entry.mutationId);
    });
  const offerUndo = (item: EditItem, message: string, takeBack: () => Promise<boolean>) => {
    const undo = async () => {
      lastUndo.current = null;
      hide();
      if (!(await takeBack())) return;
      notifications.show({ message: t('inbox:undone') });
      onUndone(item.mutationId);
    };
    const hide = showDone({ message, undo: t('app:action.undo'), onUndo: undo, standsFor: UNDO_MS });
    lastUndo.current = undo;
  };

  const decideNow: Decisions['decide'] = async (item, next, before) => {
    const { inboxItem, documentId, customerId } = item;
    if (inboxItem === undefined) return false;
    const edit = (fields: FieldValues) =>
      replica.edit({
        collection: 'customers',
        intent: 'customer.edit',
        documentId,
        ...(customerId !== undefined && { customerId }),
        next: fields,
      });
    const done = await attempt(async () => {
      if (Object.keys(next).length > 0) await edit(next);
      await resolve(inboxItem.id, true);
    });
    if (!done) return false;
    offerUndo(item, t('inbox:conflict.decided'), () =>
      attempt(async () => {
        const back = nextOfUndo(next, before, await storedFields(replica, 'customers', documentId));
        if (Object.keys(back).length > 0) await edit(back);
        await resolve(inboxItem.id, false);
      }),
    );
    return true;
  };

  return {
    undo: async () => {
      await underWay.current;
      await lastUndo.current?.();
    },
    decide: (item, next, before) => {
      const decided = decideNow(item, next, before);
      underWay.current = decided;
      return decided;
    },
    resend: async (item, edit) => {
      if (!(await attempt(() => replica.edit(edit)))) return false;
      notifications.show({ message: t('inbox:rejected.resent') });
      await takeOff(item);
      return true;
    },
    discard: (item, message) => {
      const takeBack = putAside(item.mutationId, async () => void (await takeOff(item)));
      offerUndo(item, message, async () => {
        takeBack();
        return true;
      });
    },
  };
}
