import { useTranslation } from 'react-i18next';
import { useUndoable } from '#renderer/ui/use-undoable.ts';
import { useFile } from './file-context.tsx';

/** Records that the documents were looked through today: a task about them that is done, which can be taken back. */
export function useReview(): () => Promise<void> {
  const { t } = useTranslation('file');
  const { customer, user, today } = useFile();
  const { run } = useUndoable();
  return async () => {
    const about = { collection: 'tasks', customerId: customer.id } as const;
    await run({
      edit: {
        ...about,
        intent: 'task.add',
        next: {
          customerId: customer.id,
          title: t('kyc.reviewTask'),
          kind: 'document',
          priority: 'normal',
          status: 'done',
          dueOn: today,
          assigneeId: user.id,
          createdById: user.id,
          completedAt: new Date().toISOString(),
          completedById: user.id,
        },
      },
      done: t('kyc.reviewed'),
      undo: (documentId) => ({
        ...about,
        intent: 'task.edit',
        documentId,
        next: { status: 'cancelled', completedAt: null, completedById: null },
      }),
      undone: t('kyc.reviewTaken'),
    });
  };
}
