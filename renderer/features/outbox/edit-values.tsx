import { useTranslation } from 'react-i18next';
import type { EditItem } from '#renderer/ui/edit-items.ts';
import { useModelText } from '#renderer/ui/use-model-text.ts';
import styles from './outbox.module.css';

/** Ids and clerks' marks that say nothing to whoever reads the list. */
const TECHNICAL = ['id', 'customerId', 'authorId', 'authorName', 'createdById', 'completedById', 'ownerId'];

interface Row {
  field: string;
  base: unknown;
  mine: unknown;
  theirs?: unknown;
}

/** The fields of an edit: before and after, and of a conflict what the other side wrote. */
export function EditValues({ item }: { item: EditItem }) {
  const { t } = useTranslation('outbox');
  const text = useModelText();
  const conflict = item.conflicts.length > 0;
  const rows = rowsOf(item);
  const isNew = rows.every((row) => row.base === undefined || row.base === null);
  if (rows.length === 0) return null;
  const show = (row: Row, value: unknown) =>
    text.value(item.collection, row.field, value) || t('value.empty');
  return (
    <table className={styles.values}>
      <thead>
        <tr>
          <th scope="col">{t('value.field')}</th>
          {!isNew && <th scope="col">{t('value.base')}</th>}
          <th scope="col">{t('value.mine')}</th>
          {conflict && <th scope="col">{t('value.theirs')}</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.field}>
            <th scope="row">{text.field(item.collection, row.field)}</th>
            {!isNew && <td>{show(row, row.base)}</td>}
            <td className={styles.mine}>{show(row, row.mine)}</td>
            {conflict && <td>{show(row, row.theirs)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function rowsOf(item: EditItem): Row[] {
  if (item.conflicts.length > 0) {
    return item.conflicts.map(({ field, base, mine, theirs }) => ({ field, base, mine, theirs }));
  }
  const { entry } = item;
  if (!entry) return [];
  return Object.entries(entry.next)
    .filter(([field]) => !TECHNICAL.includes(field))
    .map(([field, mine]) => ({ field, base: entry.base[field], mine }));
}
