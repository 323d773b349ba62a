import { notifications } from '@mantine/notifications';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DecisionFoot } from '#renderer/ui/decision-foot.tsx';
import { useSyncStatus } from '#renderer/ui/sync-context.tsx';
import { useDirectory } from '#renderer/ui/use-directory.ts';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useOrderProblemText, useServerOrder } from '#renderer/ui/use-server-order.ts';
import { type Restriction, restriction } from '#shared/protocol/admin.ts';
import styles from './admin.module.css';
import { useSentences } from './use-sentences.ts';

interface Props {
  request: Restriction;
  /** The customer, by name or number. */
  file: string;
  onDecided: () => void;
}

/** One request: whose file, who shall read it, who asked and why; and the decision for whoever may make it. */
export function RestrictionCard({ request, file, onDecided }: Props) {
  const { t } = useTranslation('admin');
  const format = useFormat();
  const headingId = useId();
  const { staffName } = useDirectory();
  const order = useServerOrder();
  const problemText = useOrderProblemText();
  const sentences = useSentences('restrictions');
  const [asking, setAsking] = useState(false);
  const online = useSyncStatus().connection !== 'offline';
  const { readers, requestedBy } = request;
  const { problem } = order;

  const decide = async (decision: 'approve' | 'refuse') => {
    const done = await order.give(`/admin/restrictions/${request.id}`, { decision }, restriction);
    if (done === undefined) return;
    // Somebody else may have been faster: the answer is the decision that was made.
    notifications.show({ message: t(`restriction.decided.${done.decision ?? decision}`, { file }) });
    onDecided();
  };
  return (
    <li>
      <article className={styles.card} aria-labelledby={headingId}>
        <div className={styles.cardHead}>
          <h3 id={headingId}>
            {t(readers === null ? 'restriction.lift' : 'restriction.restrict', { file })}
          </h3>
          <span className={styles.muted}>
            {t('restriction.by', { name: requestedBy.name, time: format.dateTime(request.requestedAt) })}
          </span>
        </div>
        <dl className={styles.facts}>
          <dt>{t('restriction.readers')}</dt>
          <dd>
            {readers === null
              ? t('restriction.everybody')
              : readers.map((id) => staffName(id) ?? '…').join(t('comma'))}
          </dd>
          <dt>{t('reason')}</dt>
          <dd>{request.reason}</dd>
        </dl>
        {request.mayDecide ? (
          <DecisionFoot
            yes={t('restriction.approve')}
            no={t('restriction.refuse')}
            question={t('restriction.refuseQuestion', { name: requestedBy.name })}
            disabled={!online || order.busy}
            asking={asking}
            onAsk={setAsking}
            onYes={() => void decide('approve')}
            onNo={() => void decide('refuse')}
            keys={false}
          />
        ) : (
          <p className={styles.muted}>{t('restriction.others')}</p>
        )}
        {problem !== undefined && (
          <p className={styles.off} role="alert">
            {sentences[problem.code] ?? problemText(problem)}
          </p>
        )}
      </article>
    </li>
  );
}
