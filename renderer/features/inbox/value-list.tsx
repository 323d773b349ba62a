import { useTranslation } from 'react-i18next';
import { fileFields } from '#renderer/features/customers/public.ts';
import { useModelText } from '#renderer/ui/use-model-text.ts';
import type { FieldValues } from '#shared/model/mutation.ts';
import { editableField } from './editable-fields.ts';
import styles from './inbox.module.css';

interface Props {
  collection: string;
  values: FieldValues;
  before: FieldValues;
  revealed: boolean;
}

/** What an edit wrote, by field, with what stood there before. Ids and the program's own marks are left out. */
export function ValueList({ collection, values, before, revealed }: Props) {
  const { t } = useTranslation('inbox');
  const words = useModelText();
  const show = fileFields.useValueText(revealed);
  const shown = Object.entries(values).filter(([field]) => editableField(collection, field) !== undefined);
  if (shown.length === 0) return null;
  return (
    <dl className={styles.values}>
      {shown.map(([field, value]) => (
        <div key={field}>
          <dt>{words.field(collection, field)}</dt>
          <dd>
            {Object.hasOwn(before, field) && (
              <>
                <del>{show(collection, field, before[field]) || t('value.empty')}</del>
                {' → '}
              </>
            )}
            <strong>{show(collection, field, value) || t('value.empty')}</strong>
          </dd>
        </div>
      ))}
    </dl>
  );
}
