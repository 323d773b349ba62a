import { useTranslation } from 'react-i18next';
import type { CustomerRow } from '#renderer/replica/api/customer-list.ts';
import { useSave } from '#renderer/ui/use-save.ts';
import { CellEditor } from './cell-editor.tsx';
import type { CustomerGridModel, Editing } from './use-customer-grid.ts';

/** The field in the cell that is being edited, and how it is saved. */
export function ActiveEditor(props: { grid: CustomerGridModel; editing: Editing; row: CustomerRow }) {
  const { grid, editing, row } = props;
  const { t } = useTranslation('portfolio');
  const save = useSave();
  return (
    <CellEditor
      field={editing.field}
      row={row}
      onSave={async (next) => {
        const about = { documentId: row.id, customerId: row.id };
        const edit = { collection: 'customers', intent: 'customer.edit', ...about, next } as const;
        return (await save([edit], t('cell.saved'))) !== null;
      }}
      onClose={grid.endEdit}
    />
  );
}
