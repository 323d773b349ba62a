import { useTranslation } from 'react-i18next';
import { useUndoable } from '#renderer/ui/use-undoable.ts';
import { newId } from '#shared/domain/ids.ts';
import type { SoftFact } from '#shared/domain/soft-facts.ts';
import type { Customer } from '#shared/model/customer.ts';
import { fieldValues } from '#shared/model/mutation.ts';
import { useFile } from './file-context.tsx';

export type NewFact = Pick<SoftFact, 'topic' | 'text'> & { contactLogId?: string };

type Fields = { [F in 'softFacts' | 'softFactConsent']?: Customer[F] | null };

export interface FactEdits {
  give(): Promise<boolean>;
  /** The facts go with the consent. */
  withdraw(): Promise<boolean>;
  add(fact: NewFact): Promise<boolean>;
  remove(fact: SoftFact): Promise<boolean>;
}

/** What can be done about soft facts; each can be taken back. They change as one list, which merges by element. */
export function useFacts(): FactEdits {
  const { t } = useTranslation('file');
  const { customer, user, today } = useFile();
  const { run } = useUndoable();
  const facts = customer.softFacts ?? [];
  const consent = (given: boolean) => ({ given, on: today, notedById: user.id });

  const edit = (next: Fields, before: Fields, done: string, undone: string) => {
    const values = { next: fieldValues.parse(next), before: fieldValues.parse(before) };
    const about = {
      collection: 'customers',
      intent: 'customer.edit',
      documentId: customer.id,
      customerId: customer.id,
    } as const;
    return run({
      edit: { ...about, next: values.next },
      done,
      undo: () => ({ ...about, next: values.before }),
      undone,
    });
  };
  const kept = { softFactConsent: customer.softFactConsent ?? null };

  return {
    give: () => edit({ softFactConsent: consent(true) }, kept, t('facts.givenDone'), t('facts.takenBack')),
    withdraw: () =>
      edit(
        { softFactConsent: consent(false), softFacts: null },
        { ...kept, softFacts: facts.length === 0 ? null : facts },
        t('facts.withdrawnDone'),
        t('facts.restored'),
      ),
    add: (fact) => {
      const added: SoftFact = { ...fact, id: newId(), notedOn: today, notedById: user.id };
      const before = facts.length === 0 ? null : facts;
      return edit(
        { softFacts: [...facts, added] },
        { softFacts: before },
        t('facts.saved'),
        t('facts.takenBack'),
      );
    },
    remove: (fact) => {
      const left = facts.filter(({ id }) => id !== fact.id);
      return edit(
        { softFacts: left.length === 0 ? null : left },
        { softFacts: facts },
        t('facts.removed', { text: fact.text }),
        t('facts.takenBack'),
      );
    },
  };
}
