import { useTranslation } from 'react-i18next';
import type { EditItem } from '#renderer/ui/edit-items.ts';
import { useModelText } from '#renderer/ui/use-model-text.ts';
import styles from './outbox.module.css';

/** Ids and clerks' marks that say nothing to whoever reads the list. */
const TECHNICAL = ['id', 'customerId', 'authorId', 'authorName', 'createdById', 'completedById', 'ownerId'];

/** The fields of an edit, before and after. */
export function EditValues({ item }: { item: EditItem }) {
  const { t } = useTranslation('outbox');
  const text = useModelText();
  const { base = {}, next = {} } = item.entry ?? {};
  const fields = Object.keys(next).filter((field) => !TECHNICAL.includes(field));
  const isNew = fields.every((field) => base[field] === undefined || base[field] === null);
  if (fields.length === 0) return null;
  const show = (field: string, value: unknown) =>
    text.value(item.collection, field, value) || t('value.empty');
  return (
    <table className={styles.values}>
      <thead>
        <tr>
          <th scope="col">{t('value.field')}</th>
          {!isNew && <th scope="col">{t('value.base')}</th>}
          <th scope="col">{t('value.mine')}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <tr key={field}>
            <th scope="row">{text.field(item.collection, field)}</th>
            {!isNew && <td>{show(field, base[field])}</td>}
            <td className={styles.mine}>{show(field, next[field])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
