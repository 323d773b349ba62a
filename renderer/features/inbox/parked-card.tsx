import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DecisionFoot } from '#renderer/ui/decision-foot.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import type { ParkedEdit } from '#shared/protocol/parked.ts';
import { CompareRow } from './compare-row.tsx';
import { CompareTable } from './compare-table.tsx';
import { editableField } from './editable-fields.ts';
import styles from './inbox.module.css';
import { ItemFrame } from './item-frame.tsx';
import type { ServerDecision } from './use-server-decision.ts';

interface Props {
  edit: ParkedEdit;
  customerName: string | undefined;
  revealed: boolean;
  /** The server can be reached. */
  online: boolean;
  decision: ServerDecision;
}

/** An edit that arrived when its author no longer had the file: put in force or laid down by whoever has it now. */
export function ParkedCard({ edit, customerName, revealed, online, decision }: Props) {
  const { t } = useTranslation(['inbox', 'model']);
  const format = useFormat();
  const [left, setLeft] = useState<readonly string[]>([]);
  const [asking, setAsking] = useState(false);
  const rows = edit.fields.filter(({ field }) => editableField(edit.collection, field) !== undefined);
  const divisible = edit.op === 'update' && edit.fields.length > 1;
  const disabled = decision.busy || !online || edit.waitsFor !== undefined;
  /** Of a device that it was not made on. */
  const foreign = edit.reason === 'made_elsewhere';
  const what = t(`model:intent.${edit.intent}`);

  const apply = () => {
    const fields = edit.fields.map(({ field }) => field).filter((field) => !left.includes(field));
    if (disabled || fields.length === 0) return;
    const some = left.length > 0 ? { fields } : {};
    void decision.decideParked(edit.id, { decision: 'apply', seenRev: edit.rev, ...some });
  };
  const discard = () => void decision.decideParked(edit.id, { decision: 'discard' });
  const ask = () => (disabled ? undefined : setAsking(true));

  return (
    <ItemFrame
      id={edit.id}
      what={what}
      customerId={edit.customerId}
      customerName={customerName}
      tone="warning"
      keys={asking ? {} : { a: apply, d: ask }}
      meta={
        <>
          <span>{t('inbox:waiting.author', { name: edit.author.name, time: format.dateTime(edit.at) })}</span>
          <span>
            {t(foreign ? 'inbox:waiting.handedOver' : 'inbox:waiting.arrived', {
              time: format.dateTime(edit.parkedAt),
            })}
          </span>
        </>
      }
    >
      <CompareTable label={what}>
        {rows.map((row) => (
          <CompareRow
            key={row.field}
            collection={edit.collection}
            row={row}
            revealed={revealed}
            {...(divisible && {
              checked: !left.includes(row.field),
              onCheck: (checked: boolean) =>
                setLeft(checked ? left.filter((field) => field !== row.field) : [...left, row.field]),
            })}
          />
        ))}
      </CompareTable>
      {foreign && (
        <p className={styles.aside}>{t('inbox:waiting.madeElsewhere', { name: edit.author.name })}</p>
      )}
      {edit.waitsFor !== undefined && <p className={styles.aside}>{t('inbox:waiting.earlierFirst')}</p>}
      <DecisionFoot
        yes={t(left.length > 0 ? 'inbox:waiting.applySome' : 'inbox:waiting.apply')}
        no={t('inbox:waiting.discard')}
        question={t('inbox:waiting.discardQuestion', { name: edit.author.name })}
        disabled={disabled}
        asking={asking}
        onAsk={setAsking}
        onYes={apply}
        onNo={discard}
      />
    </ItemFrame>
  );
}
