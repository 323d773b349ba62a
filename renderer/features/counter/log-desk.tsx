import { notifications } from '@mantine/notifications';
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { askOnce } from '#renderer/ui/ask-once.ts';
import { useReplica } from '#renderer/ui/replica-context.tsx';
import type { Offer } from '#shared/domain/offer.ts';
import type { ContactLog } from '#shared/model/contact-log.ts';
import type { Customer } from '#shared/model/customer.ts';
import { correctionOf, emptyLog, type LogDraft, withAnswer } from './log-draft.ts';
import { LogPanel } from './log-panel.tsx';
import type { Activity, Counter } from './use-counter.ts';
import { useLogDraft } from './use-log-draft.ts';

interface Props {
  customer: Customer;
  offers: readonly Offer[];
  activity: Activity & { kind: 'log' };
  counter: Counter;
  /** What was written for this customer before and not saved. */
  waiting: LogDraft | null;
  /** It is saved: nothing waits any more. */
  onForget: () => void;
  onLogged: (log: ContactLog) => void;
}

/** The log of a customer, with the draft of it that waits. There at once: the next key is already the note's. */
export function LogDesk(props: Props) {
  const { customer, offers, activity, counter, waiting, onForget, onLogged } = props;
  const { t } = useTranslation('counter');
  const replica = useReplica();
  const { answer, corrects } = activity;
  const start = corrects === undefined ? (waiting ?? emptyLog) : correctionOf(corrects);
  const kept = useLogDraft(customer.id, start);

  // The draft was still being read when the note was opened: it comes in unless somebody has begun anew.
  const restore = useEffectEvent((late: LogDraft) => {
    if (corrects === undefined && !kept.isOpen()) kept.change(() => late);
  });
  useEffect(() => {
    if (waiting !== null) restore(waiting);
  }, [waiting]);

  const apply = useEffectEvent(() => {
    if (answer !== undefined) kept.change((before) => withAnswer(before, answer.offer, answer.response));
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer is put in once, over whatever is written.
  useEffect(() => apply(), [answer]);

  const onSaved = async (documentId: string) => {
    onForget();
    counter.begin({ kind: 'find' });
    const [log] = await askOnce(replica, {
      collection: 'contactLogs',
      selector: { id: documentId },
      limit: 1,
    });
    if (log !== undefined) onLogged(log);
  };

  // Said by whoever leaves the customer; a lock says nothing, for its screen carries no names.
  const { leaving } = counter;
  const leave = useEffectEvent((since?: number) => {
    if (since !== undefined) kept.takeBack(since);
    if (kept.isOpen()) notifications.show({ message: t('log.draftKept', { name: customer.name }) });
  });
  useEffect(() => {
    leaving.current = (since) => leave(since);
    return () => {
      leaving.current = null;
    };
  }, [leaving]);

  return (
    <LogPanel
      customer={customer}
      offers={offers}
      kept={kept}
      found={waiting !== null && corrects === undefined}
      onSaved={(documentId) => void onSaved(documentId)}
      onBack={counter.next}
    />
  );
}
