import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { fileFields } from '#renderer/features/customers/public.ts';
import type { ModelText } from '#renderer/ui/use-model-text.ts';
import type { ConflictRow } from './conflict-rows.ts';
import { editableField } from './editable-fields.ts';
import styles from './inbox.module.css';

export type Take = 'theirs' | 'mine' | 'other';

/** What somebody has chosen for one field so far. */
export interface FieldChoice {
  readonly take?: Take | undefined;
  readonly typed: string | string[];
}

export interface FieldRowProps {
  row: ConflictRow;
  collection: string;
  choice: FieldChoice;
  /** The sentence about what was typed. */
  error: string | undefined;
  words: ModelText;
  show: (field: string, value: unknown) => string;
  onChange: (choice: FieldChoice) => void;
}

/** One disputed field: before, theirs and mine beside each other, and which of them it is to be. */
export function FieldRow({ row, collection, choice, error, words, show, onChange }: FieldRowProps) {
  const { t } = useTranslation('inbox');
  const id = useId();
  const label = words.field(collection, row.field);
  const other = editableField(collection, row.field);
  const textOf = (value: unknown) => show(row.field, value) || t('value.empty');
  const radio = (take: Take, text: string, name: string) => (
    <label className={styles.option} data-chosen={choice.take === take || undefined}>
      <input
        type="radio"
        name={id}
        checked={choice.take === take}
        onChange={() => onChange({ ...choice, take })}
        aria-label={`${name} ${text}`.trim()}
      />
      <span>
        <span className={styles.narrow}>{name}</span> {text}
      </span>
    </label>
  );
  return (
    <div className={styles.row} role="radiogroup" aria-label={label} data-field={row.field}>
      <span className={styles.field}>{label}</span>
      <span className={styles.base}>
        <span className={styles.narrow}>{t('value.base')}</span> {textOf(row.base)}
      </span>
      {radio('theirs', textOf(row.now), t('value.theirs'))}
      {radio('mine', textOf(row.mine), t('value.mine'))}
      {other === undefined ? <span /> : radio('other', '', t('value.other'))}
      {row.movedOn && (
        <span className={styles.aside}>{t('conflict.movedOn', { value: textOf(row.theirs) })}</span>
      )}
      {other !== undefined && choice.take === 'other' && (
        <div className={styles.otherInput}>
          <fileFields.Input
            field={other}
            collection={collection}
            value={choice.typed}
            error={error}
            autoFocus={false}
            words={words}
            onChange={(typed) => onChange({ take: 'other', typed })}
            onBlur={() => undefined}
          />
        </div>
      )}
    </div>
  );
}
