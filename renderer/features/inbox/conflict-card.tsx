import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fileFields } from '#renderer/features/customers/public.ts';
import type { EditItem } from '#renderer/ui/edit-items.ts';
import { fieldsOf } from '#renderer/ui/fields-of.ts';
import { KeyHint } from '#renderer/ui/key-hint.tsx';
import { LoadingRows } from '#renderer/ui/loading-rows.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useKeptState } from '#renderer/ui/use-keep.tsx';
import { useLiveDocument } from '#renderer/ui/use-live-query.ts';
import { useModelText } from '#renderer/ui/use-model-text.ts';
import { useToday } from '#renderer/ui/use-today.ts';
import type { FieldValues } from '#shared/model/mutation.ts';
import { type ConflictRow, conflictRowsOf, nextOfDecision } from './conflict-rows.ts';
import { editableField } from './editable-fields.ts';
import { type FieldChoice, FieldRow, type Take } from './field-row.tsx';
import styles from './inbox.module.css';
import { ItemFrame } from './item-frame.tsx';
import { OwnMeta } from './own-meta.tsx';
import { readField } from './read-field.ts';
import type { Decisions } from './use-decisions.ts';

export interface OwnCardProps {
  item: EditItem;
  what: string;
  customerName: string | undefined;
  /** ID and phone numbers are shown in full. */
  revealed: boolean;
  decisions: Decisions;
}

const noChoice: FieldChoice = { typed: '' };

/** Two people changed the same field: what both started from, both values, and the decision by field. */
export function ConflictCard({ item, what, customerName, revealed, decisions }: OwnCardProps) {
  const { t } = useTranslation('inbox');
  const format = useFormat();
  const today = useToday();
  const words = useModelText();
  const showValue = fileFields.useValueText(revealed);
  const problemText = fileFields.useProblemText();
  const { document, loading } = useLiveDocument('customers', item.documentId);
  const stored = useMemo(() => fieldsOf(document), [document]);
  const rows = conflictRowsOf(item, stored);
  const [choices, setChoices] = useKeptState<Record<string, FieldChoice>>(`conflict ${item.mutationId}`, {});
  const [problems, setProblems] = useState<Record<string, string | undefined>>({});
  const known = item.inboxItem !== undefined;

  const decideAs = (choiceOf: (row: ConflictRow) => FieldChoice) => {
    const chosen = new Map<string, FieldValues[string]>();
    const wrong: Record<string, string | undefined> = {};
    for (const row of rows) {
      const { take, typed } = choiceOf(row);
      const field = editableField(item.collection, row.field);
      if (take === 'theirs') chosen.set(row.field, row.now);
      else if (take === 'mine') chosen.set(row.field, row.mine);
      else if (take === 'other' && field !== undefined) {
        const read = readField('customers', field, typed, { today, document: stored });
        if (read.problem === null) chosen.set(row.field, read.value);
        else wrong[row.field] = problemText(read.problem);
      }
    }
    setProblems(wrong);
    const open = rows.find(({ field }) => !chosen.has(field));
    if (open !== undefined) focusField(item.mutationId, open.field);
    else if (known) void decisions.decide(item, nextOfDecision(rows, chosen), stored);
  };
  const takeAll = (take: Take) => decideAs(() => ({ take, typed: '' }));
  const decide = () => decideAs(({ field }) => choices[field] ?? noChoice);

  const { inboxItem } = item;
  const note = () => decisions.discard(item, t('answer.noted'));
  // Of a file that has left this device no value is shown and none can be chosen: whoever has it now decides.
  const gone = !loading && document === undefined;
  const choosing = { m: () => takeAll('mine'), t: () => takeAll('theirs'), 'mod+Enter': decide };
  return (
    <ItemFrame
      id={item.mutationId}
      what={what}
      customerId={item.customerId}
      customerName={customerName}
      tone="warning"
      keys={gone ? { d: note } : known && document !== undefined ? choosing : {}}
      meta={<OwnMeta item={item} />}
    >
      {!gone && (
        <p className={styles.explain}>
          {inboxItem?.theirName === undefined
            ? t('conflict.explain')
            : t('conflict.by', {
                name: inboxItem.theirName,
                time: format.dateTime(inboxItem.theirAt ?? inboxItem.createdAt),
              })}
        </p>
      )}
      {loading && <LoadingRows rows={1} />}
      {gone && (
        <>
          <p className={styles.aside}>{t('item.fileGone')}</p>
          <div className={styles.foot}>
            <Button variant="default" rightSection={<KeyHint shortcut="D" decorative />} onClick={note}>
              {t('answer.note')}
            </Button>
          </div>
        </>
      )}
      {document !== undefined && (
        <>
          <div className={styles.columns} aria-hidden>
            <span />
            <span>{t('value.base')}</span>
            <span>{t('value.theirs')}</span>
            <span>{t('value.mine')}</span>
            <span>{t('value.other')}</span>
          </div>
          {rows.map((row) => (
            <FieldRow
              key={row.field}
              row={row}
              collection={item.collection}
              choice={choices[row.field] ?? { typed: fileFields.typedOf(row.mine) }}
              error={problems[row.field]}
              words={words}
              show={(field, value) => showValue(item.collection, field, value)}
              onChange={(choice) => setChoices({ ...choices, [row.field]: choice })}
            />
          ))}
          {known ? (
            <div className={styles.foot}>
              <Button
                variant="default"
                rightSection={<KeyHint shortcut="T" decorative />}
                onClick={() => takeAll('theirs')}
              >
                {t('conflict.keepTheirs')}
              </Button>
              <Button
                variant="default"
                rightSection={<KeyHint shortcut="M" decorative />}
                onClick={() => takeAll('mine')}
              >
                {t('conflict.takeMine')}
              </Button>
              <Button rightSection={<KeyHint shortcut="mod+enter" decorative />} onClick={decide}>
                {t('conflict.decide')}
              </Button>
            </div>
          ) : (
            <p className={styles.aside}>{t('conflict.onItsWay')}</p>
          )}
        </>
      )}
    </ItemFrame>
  );
}

function focusField(id: string, field: string) {
  const row = document.querySelector(`[data-item="${id}"] [data-field="${field}"]`);
  const invalid = row?.querySelector<HTMLElement>('input:not([type=radio]), select, textarea');
  (invalid ?? row?.querySelector<HTMLElement>('input'))?.focus();
}
