import { notifications } from '@mantine/notifications';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { errorCodeOf } from '#renderer/ui/error-code.ts';
import { showDone } from '#renderer/ui/undo-notice.tsx';
import type { TakeBack } from './task-series.ts';

interface Report {
  /** What was done, for the notice that offers to take it back. */
  done: string;
  undone: string;
}

export interface TakingBack {
  /**
   * Carries something out, reports it and offers to take it back. Resolves with false when it could not be made
   * durable; the person has been told.
   */
  carryOut(act: () => Promise<TakeBack>, report: Report): Promise<boolean>;
  /** Takes back what was done last; nothing when there is nothing. */
  undo(): Promise<void>;
}

/** What is done in the agenda can be taken back: from the notice that reports it, or by key. */
export function useTakeBack(): TakingBack {
  const { t } = useTranslation(['agenda', 'errors', 'app']);
  const lastUndo = useRef<TakeBack | null>(null);

  const attempt = async <T>(act: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await act();
    } catch (error) {
      const message = t(`errors:code.${errorCodeOf(error)}`);
      notifications.show({ color: 'red', title: t('app:saveState.failed'), message });
      return undefined;
    }
  };

  return {
    undo: async () => lastUndo.current?.(),
    async carryOut(act, { done, undone }) {
      const takeBack = await attempt(act);
      if (takeBack === undefined) return false;
      const undo = async () => {
        lastUndo.current = null;
        hide();
        const taken = await attempt(async () => {
          await takeBack();
          return true;
        });
        if (taken === true) notifications.show({ message: undone });
      };
      const hide = showDone({ message: done, undo: t('app:action.undo'), onUndo: undo });
      lastUndo.current = undo;
      return true;
    },
  };
}
