import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { EditInput } from '#renderer/replica/api/edits.ts';
import { UNDO_MS } from './edits-context.tsx';
import { errorCodeOf } from './error-code.ts';
import { useReplica } from './replica-context.tsx';
import { showDone } from './undo-notice.tsx';
import { registerShortcut } from './use-shortcut.ts';

export interface Undoable {
  readonly edit: EditInput;
  readonly done: string;
  /** The edit that takes it back; it is told the id of the document, which may be a new one. */
  readonly undo: (documentId: string) => EditInput;
  readonly undone: string;
}

/**
 * Carries out an edit and offers to take it back, from the notice or by Ctrl+Z while the notice stands, also after the
 * form that made it has gone. Resolves with false when it could not be made durable; the person has been told.
 */
export function useUndoable(): { run(edit: Undoable): Promise<boolean> } {
  const replica = useReplica();
  const { t } = useTranslation(['app', 'errors']);

  const attempt = async (edit: EditInput): Promise<string | null> => {
    try {
      return (await replica.edit(edit)).documentId;
    } catch (error) {
      notifications.show({
        color: 'red',
        title: t('app:saveState.failed'),
        message: t(`errors:code.${errorCodeOf(error)}`),
        autoClose: false,
      });
      return null;
    }
  };

  return {
    run: async ({ edit, done, undo, undone }) => {
      const made = attempt(edit);
      let hide = () => {};
      const takeBack = async () => {
        settle();
        const documentId = await made;
        if (documentId === null) return;
        hide();
        if ((await attempt(undo(documentId))) !== null) notifications.show({ message: undone });
      };
      // At once: the screen shows what was done a moment before it is known here, and somebody may be that quick.
      const forget = registerShortcut({ shortcut: 'mod+z', run: () => void takeBack() }, 'screen');
      let open = true;
      const settle = () => {
        if (open) forget();
        open = false;
      };
      if ((await made) === null) {
        settle();
        return false;
      }
      hide = showDone({
        message: done,
        undo: t('app:action.undo'),
        onUndo: takeBack,
        standsFor: UNDO_MS,
      });
      setTimeout(settle, UNDO_MS);
      return true;
    },
  };
}
