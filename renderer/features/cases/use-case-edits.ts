import { useTranslation } from 'react-i18next';
import { useUser } from '#renderer/ui/replica-context.tsx';
import { useUndoable } from '#renderer/ui/use-undoable.ts';
import type { FieldValues, Intent } from '#shared/model/mutation.ts';
import type { ServiceCase } from '#shared/model/service-case.ts';

export interface CaseEdits {
  begin(one: ServiceCase): Promise<boolean>;
  resolve(one: ServiceCase, resolution: string): Promise<boolean>;
  reopen(one: ServiceCase): Promise<boolean>;
  change(one: ServiceCase, next: FieldValues): Promise<boolean>;
}

/** What can be done to a case, each under its own name in the audit trail, and each to be taken back. */
export function useCaseEdits(): CaseEdits {
  const { t } = useTranslation('cases');
  const user = useUser();
  const { run } = useUndoable();

  const edit = (
    one: ServiceCase,
    [intent, takesBack]: readonly [Intent, Intent],
    next: FieldValues,
    done: string,
  ) => {
    const about = { collection: 'cases', documentId: one.id, customerId: one.customerId } as const;
    const stored = new Map<string, unknown>(Object.entries(one));
    const before = Object.fromEntries(Object.keys(next).map((field) => [field, stored.get(field) ?? null]));
    return run({
      edit: { ...about, intent, next },
      done,
      undo: () => ({ ...about, intent: takesBack, next: before as FieldValues }),
      undone: t('takenBack'),
    });
  };

  return {
    begin: (one) =>
      edit(one, ['case.edit', 'case.edit'], { status: 'in_progress' }, t('begun', { subject: one.subject })),
    resolve: (one, resolution) =>
      edit(
        one,
        ['case.resolve', 'case.reopen'],
        {
          status: 'resolved',
          resolution,
          resolvedAt: new Date().toISOString(),
          resolvedById: user.id,
        },
        t('resolved', { subject: one.subject }),
      ),
    reopen: (one) =>
      edit(
        one,
        ['case.reopen', 'case.resolve'],
        { status: 'open', resolution: null, resolvedAt: null, resolvedById: null },
        t('reopened', { subject: one.subject }),
      ),
    change: (one, next) => edit(one, ['case.edit', 'case.edit'], next, t('changed')),
  };
}
