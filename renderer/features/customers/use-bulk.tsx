import { notifications } from '@mantine/notifications';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerListQuery } from '#renderer/replica/api/customer-list.ts';
import { errorCodeOf } from '#renderer/ui/error-code.ts';
import { useReplica } from '#renderer/ui/replica-context.tsx';
import { showDone } from '#renderer/ui/undo-notice.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import { type BulkAction, type BulkContext, type BulkResult, runBulk, undoBulk } from './bulk.ts';
import { customersByIds } from './customers-by-ids.ts';
import { asQuery, type Selection } from './selection.ts';
import { useRefusals } from './use-refusals.tsx';

/** From so many customers on it takes long enough to be shown, and to be stopped. */
const SHOWN_FROM = 150;
/** How long a bulk edit can be taken back with one press, in milliseconds. */
const UNDO_FOR = 15_000;

export interface BulkProgress {
  readonly done: number;
  readonly total: number;
  readonly undoing: boolean;
  readonly stopping: boolean;
}

export interface BulkModel {
  /** `null` while nothing runs, or too little to be shown. */
  readonly progress: BulkProgress | null;
  /** Resolves when it is done, or stopped, and said so. */
  run(query: CustomerListQuery, selection: Selection, action: BulkAction): Promise<void>;
  stop(): void;
  /** Takes the last one back. */
  undo(): void;
}

/** Does one thing to everybody who is chosen, tells what came of it and takes the whole of it back. */
export function useBulk(): BulkModel {
  const replica = useReplica();
  const format = useFormat();
  const { t } = useTranslation(['portfolio', 'errors']);
  const tellRefusals = useRefusals();
  const [progress, setProgress] = useState<BulkProgress | null>(null);
  const stopped = useRef(false);
  const last = useRef<(() => void) | null>(null);

  function contextOf(total: number, undoing: boolean): BulkContext {
    stopped.current = false;
    const show = (done: number) => {
      if (total >= SHOWN_FROM) setProgress({ done, total, undoing, stopping: stopped.current });
    };
    show(0);
    return {
      editMany: replica.editMany,
      customers: (ids) => customersByIds(replica, ids),
      onProgress: show,
      isStopped: () => stopped.current,
    };
  }

  function messageOf({ action, done, stopped: early, total }: BulkResult): string {
    const number = format.number(done.length);
    if (early) return t('portfolio:bulk.stopped', { done: number, total: format.number(total) });
    if (done.length === 0) return t('portfolio:bulk.nothing');
    if (action.kind === 'addTask')
      return t('portfolio:bulk.tasksAdded', { number, title: action.task.title });
    return t(action.kind === 'addTag' ? 'portfolio:bulk.tagAdded' : 'portfolio:bulk.tagRemoved', {
      number,
      tag: action.tag,
    });
  }

  async function undo(result: BulkResult) {
    last.current = null;
    const undone = await guarded(() => undoBulk(contextOf(result.done.length, true), result));
    if (undone === null) return;
    notifications.show({
      message: t('portfolio:bulk.undone', { number: format.number(undone.done.length) }),
    });
    tellRefusals(undone);
  }

  async function guarded(work: () => Promise<BulkResult>): Promise<BulkResult | null> {
    try {
      return await work();
    } catch (error) {
      notifications.show({
        color: 'red',
        title: t('portfolio:bulk.failed'),
        message: t(`errors:code.${errorCodeOf(error)}`),
        autoClose: false,
      });
      return null;
    } finally {
      setProgress(null);
    }
  }

  return {
    progress,
    async run(query, selection, action) {
      const result = await guarded(async () => {
        const ids = await replica.selectedCustomers(query, asQuery(selection));
        return await runBulk(contextOf(ids.length, false), ids, action);
      });
      if (result === null) return;
      if (result.done.length === 0) notifications.show({ message: messageOf(result) });
      else {
        const takeBack = async () => {
          hide();
          await undo(result);
        };
        const hide = showDone({
          message: messageOf(result),
          undo: t('portfolio:bulk.undo'),
          onUndo: takeBack,
          standsFor: UNDO_FOR,
        });
        last.current = () => void takeBack();
      }
      tellRefusals(result);
    },
    stop() {
      stopped.current = true;
      setProgress((shown) => (shown === null ? null : { ...shown, stopping: true }));
    },
    undo: () => last.current?.(),
  };
}
