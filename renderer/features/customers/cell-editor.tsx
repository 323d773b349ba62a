import { TagsInput, TextInput } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerRow } from '#renderer/replica/api/customer-list.ts';
import { useProblemText } from '#renderer/ui/use-problem-text.ts';
import { useToday } from '#renderer/ui/use-today.ts';
import type { FieldValues } from '#shared/model/mutation.ts';
import styles from './cell-editor.module.css';
import { maskPhone } from './mask.ts';
import { readTyped } from './profile-draft.ts';
import type { ProfileField } from './profile-fields.ts';
import { problemOf } from './profile-validation.ts';

export interface CellEditorProps {
  field: ProfileField;
  row: CustomerRow;
  /** Resolves to whether it is durable; then the cell closes. */
  onSave: (next: FieldValues) => Promise<boolean>;
  onClose: () => void;
}

/** The value that the cell begins with. A phone number stays masked: the new one is typed, the old one not shown. */
function initialOf(field: ProfileField, row: CustomerRow): string | string[] {
  if (field.name === 'tags') return [...(row.tags ?? [])];
  return field.sensitive === undefined ? (row.trade ?? '') : '';
}

/** One field of one customer, in its cell: Enter saves, Esc goes back. */
export function CellEditor({ field, row, onSave, onClose }: CellEditorProps) {
  const { t } = useTranslation(['portfolio', 'customers', 'model']);
  const today = useToday();
  const problemText = useProblemText();
  const [initial] = useState(() => initialOf(field, row));
  const [typed, setTyped] = useState(initial);
  const [error, setError] = useState<string>();
  const [saving, setSaving] = useState(false);

  const save = async () => {
    const unchanged = JSON.stringify(typed) === JSON.stringify(initial);
    if (unchanged || saving) return onClose();
    const value = readTyped(field, typed, undefined, { today, currency: row.currency });
    const problem = problemOf(field, value, { idType: '' }, today);
    if (problem !== null || value === undefined) {
      setError(problemText(problem ?? { code: 'unreadable' }));
      return;
    }
    setSaving(true);
    if (await onSave({ [field.name]: value })) onClose();
    else setSaving(false);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    // Enter that ends a composition chooses characters; with a tag half typed it makes the tag.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    const halfTyped =
      field.name === 'tags' && event.target instanceof HTMLInputElement && event.target.value.trim() !== '';
    if (event.key === 'Enter' && !halfTyped) {
      event.preventDefault();
      void save();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      onClose();
    }
    // The grid's own keys rest while somebody types in it.
    event.stopPropagation();
  };

  const common = {
    'aria-label': t('cell.edit', { field: t(`model:field.customers.${field.name}`), name: row.name }),
    autoFocus: true,
    error,
    'aria-describedby': 'cell-editor-keys',
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only keeps keys and clicks of the field from the grid
    <div
      className={styles.editor}
      onKeyDown={onKeyDown}
      onClick={(event) => event.stopPropagation()}
      onBlur={(event) => {
        // Out of the cell without saving: as in a sheet, what was typed and is right is kept.
        if (!event.currentTarget.contains(event.relatedTarget) && event.relatedTarget !== null) void save();
      }}
    >
      {Array.isArray(typed) ? (
        <TagsInput
          {...common}
          value={typed}
          onChange={setTyped}
          maxTags={20}
          splitChars={[',', '，', '、', ';', '；']}
        />
      ) : (
        <TextInput
          {...common}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          {...(field.sensitive === undefined
            ? {}
            : { placeholder: t('cell.mobileHint', { mobile: maskPhone(row.mobile ?? '') }) })}
        />
      )}
      <span id="cell-editor-keys" className={styles.keys}>
        {t('cell.keys')}
      </span>
    </div>
  );
}
