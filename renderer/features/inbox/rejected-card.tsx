import { Button } from '@mantine/core';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldsOf } from '#renderer/ui/fields-of.ts';
import { KeyHint } from '#renderer/ui/key-hint.tsx';
import { useRights } from '#renderer/ui/replica-context.tsx';
import { useKeptState } from '#renderer/ui/use-keep.tsx';
import { useLiveDocument } from '#renderer/ui/use-live-query.ts';
import { useModelText } from '#renderer/ui/use-model-text.ts';
import { writableCollection } from '#shared/model/mutation.ts';
import type { OwnCardProps } from './conflict-card.tsx';
import { correctionOf, wantedOf } from './correction.ts';
import { CorrectionForm } from './correction-form.tsx';
import styles from './inbox.module.css';
import { ItemFrame } from './item-frame.tsx';
import { OwnMeta } from './own-meta.tsx';
import { ValueList } from './value-list.tsx';

/** An edit that the server refused: why, and either corrected and sent again, or discarded on purpose. */
export function RejectedCard({ item, what, customerName, revealed, decisions }: OwnCardProps) {
  const { t } = useTranslation(['inbox', 'errors']);
  const words = useModelText();
  const rights = useRights();
  const [correcting, setCorrecting] = useKeptState(`correcting ${item.mutationId}`, false);
  const correctButton = useRef<HTMLButtonElement>(null);
  const collection = writableCollection.safeParse(item.collection).data ?? 'customers';
  const { document } = useLiveDocument(collection, item.documentId);
  const stored = useMemo(() => fieldsOf(document), [document]);
  // Of a file that has left this device no value is shown, whatever the list still holds.
  const readable = item.customerId !== undefined && customerName !== undefined;
  const correction = readable ? correctionOf(item, rights, document !== undefined) : null;
  const faulty = (item.entry?.fields ?? []).map((field) => words.field(item.collection, field));
  const lost = readable
    ? Object.keys(wantedOf(item)).map((field) => words.field(item.collection, field))
    : [];

  const discard = () =>
    decisions.discard(
      item,
      lost.length === 0
        ? t('inbox:rejected.discarded')
        : t('inbox:rejected.lost', { fields: lost.join(t('inbox:and')) }),
    );
  const close = () => {
    setCorrecting(false);
    // The form goes, and the focus with it: back to where it was opened.
    requestAnimationFrame(() => correctButton.current?.focus());
  };
  const keys = {
    ...(correction !== null && !correcting && { e: () => setCorrecting(true) }),
    ...(!correcting && { d: discard }),
  };

  return (
    <ItemFrame
      id={item.mutationId}
      what={what}
      customerId={item.customerId}
      customerName={customerName}
      tone="danger"
      keys={keys}
      meta={<OwnMeta item={item} />}
    >
      <p className={styles.explain}>
        {item.reason === undefined ? t('inbox:rejected.noReason') : t(`errors:reason.${item.reason}`)}
        {faulty.length > 0 && ` ${t('errors:fieldList', { fields: faulty.join(t('inbox:and')) })}`}
      </p>
      {!readable && <p className={styles.aside}>{t('inbox:item.fileGone')}</p>}
      {correcting && correction !== null ? (
        <CorrectionForm
          item={item}
          correction={correction}
          stored={stored}
          onSend={(edit) => decisions.resend(item, edit)}
          onClose={close}
        />
      ) : (
        <>
          {readable && (
            <ValueList
              collection={item.collection}
              values={wantedOf(item)}
              before={item.entry?.base ?? {}}
              revealed={revealed}
            />
          )}
          <div className={styles.foot}>
            {correction !== null && (
              <Button
                ref={correctButton}
                rightSection={<KeyHint shortcut="E" decorative />}
                onClick={() => setCorrecting(true)}
              >
                {t('inbox:rejected.correct')}
              </Button>
            )}
            <Button variant="default" rightSection={<KeyHint shortcut="D" decorative />} onClick={discard}>
              {t('inbox:rejected.discard')}
            </Button>
            {correction === null && readable && (
              <span className={styles.aside}>{t('inbox:rejected.notCorrectable')}</span>
            )}
          </div>
        </>
      )}
    </ItemFrame>
  );
}
