import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DecisionFoot } from '#renderer/ui/decision-foot.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import type { ChangeRequest } from '#shared/protocol/parked.ts';
import { CompareRow } from './compare-row.tsx';
import { CompareTable } from './compare-table.tsx';
import styles from './inbox.module.css';
import { ItemFrame } from './item-frame.tsx';
import type { ServerDecision } from './use-server-decision.ts';

interface Props {
  request: ChangeRequest;
  customerName: string | undefined;
  revealed: boolean;
  online: boolean;
  decision: ServerDecision;
}

/** A change of what core banking keeps, which a second person approves or refuses. */
export function RequestCard({ request, customerName, revealed, online, decision }: Props) {
  const { t } = useTranslation('inbox');
  const format = useFormat();
  const [asking, setAsking] = useState(false);
  const { id, author, base, next, current, mayDecide } = request;
  const disabled = decision.busy || !online;
  const approve = () =>
    disabled ? undefined : void decision.decideRequest(id, { decision: 'approve', seenRev: request.rev });
  const ask = () => (disabled ? undefined : setAsking(true));

  return (
    <ItemFrame
      id={id}
      what={t('waiting.request')}
      customerId={request.customerId}
      customerName={customerName}
      tone="warning"
      keys={asking || !mayDecide ? {} : { a: approve, d: ask }}
      meta={
        <span>{t('waiting.author', { name: author.name, time: format.dateTime(request.requestedAt) })}</span>
      }
    >
      <CompareTable label={t('waiting.request')}>
        {Object.entries(next).map(([field, mine]) => (
          <CompareRow
            key={field}
            collection={request.collection}
            row={{ field, base: base[field] ?? null, mine, theirs: current[field] ?? null }}
            revealed={revealed}
          />
        ))}
      </CompareTable>
      {mayDecide ? (
        <DecisionFoot
          yes={t('waiting.approve')}
          no={t('waiting.refuse')}
          question={t('waiting.refuseQuestion', { name: author.name })}
          disabled={disabled}
          asking={asking}
          onAsk={setAsking}
          onYes={approve}
          onNo={() => void decision.decideRequest(id, { decision: 'refuse' })}
        />
      ) : (
        <p className={styles.aside}>{t('waiting.own')}</p>
      )}
    </ItemFrame>
  );
}
