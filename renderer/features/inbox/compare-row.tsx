import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { fileFields } from '#renderer/features/customers/public.ts';
import { useModelText } from '#renderer/ui/use-model-text.ts';
import { sameJson } from '#shared/merge/three-way.ts';
import type { FieldConflict } from '#shared/model/inbox.ts';
import styles from './inbox.module.css';

interface Props {
  collection: string;
  row: FieldConflict;
  revealed: boolean;
  /** Whether this field is to be applied; absent where an edit goes whole. */
  checked?: boolean;
  onCheck?: (checked: boolean) => void;
}

/** One field of somebody else's edit: what they started from, what the bank has now, what they wrote. */
export function CompareRow({ collection, row, revealed, checked, onCheck }: Props) {
  const { t } = useTranslation('inbox');
  const words = useModelText();
  const show = fileFields.useValueText(revealed);
  const label = words.field(collection, row.field);
  const textOf = (value: unknown) => show(collection, row.field, value) || t('value.empty');
  const moved = !sameJson(row.base ?? null, row.theirs ?? null);
  return (
    <tr data-moved={moved || undefined}>
      <th scope="row">
        {onCheck === undefined ? (
          label
        ) : (
          <Checkbox
            size="xs"
            label={label}
            checked={checked ?? true}
            onChange={(event) => onCheck(event.currentTarget.checked)}
          />
        )}
      </th>
      <td>{textOf(row.base)}</td>
      <td>
        {textOf(row.theirs)}
        {moved && <span className={styles.moved}> {t('waiting.changed')}</span>}
      </td>
      <td className={styles.mine}>{textOf(row.mine)}</td>
    </tr>
  );
}
