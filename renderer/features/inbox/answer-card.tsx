import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { KeyHint } from '#renderer/ui/key-hint.tsx';
import { useDecisionText } from '#renderer/ui/use-decision-text.ts';
import type { OwnCardProps } from './conflict-card.tsx';
import { wantedOf } from './correction.ts';
import styles from './inbox.module.css';
import { ItemFrame } from './item-frame.tsx';
import { OwnMeta } from './own-meta.tsx';
import { ValueList } from './value-list.tsx';

/** An own edit that somebody else decides about, or has: only to be taken note of. */
export function AnswerCard({ item, what, customerName, revealed, decisions }: OwnCardProps) {
  const { t } = useTranslation(['inbox', 'errors']);
  const decision = useDecisionText();
  const readable = item.customerId !== undefined && customerName !== undefined;
  const note = () => decisions.discard(item, t('inbox:answer.noted'));
  const base = Object.fromEntries(item.conflicts.map(({ field, base: before }) => [field, before ?? null]));
  return (
    <ItemFrame
      id={item.mutationId}
      what={what}
      customerId={item.customerId}
      customerName={customerName}
      tone="quiet"
      keys={{ d: note }}
      meta={<OwnMeta item={item} />}
    >
      <p className={styles.explain}>
        {decision(item.inboxItem) ?? t(`errors:reason.${item.reason ?? 'out_of_scope'}`)}
      </p>
      {readable ? (
        <ValueList collection={item.collection} values={wantedOf(item)} before={base} revealed={revealed} />
      ) : (
        <p className={styles.aside}>{t('inbox:item.fileGone')}</p>
      )}
      <div className={styles.foot}>
        <Button variant="default" rightSection={<KeyHint shortcut="D" decorative />} onClick={note}>
          {t('inbox:answer.note')}
        </Button>
      </div>
    </ItemFrame>
  );
}
