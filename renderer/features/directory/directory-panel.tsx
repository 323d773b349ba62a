import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { LoadingRows } from '#renderer/ui/loading-rows.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import { VirtualRows } from '#renderer/ui/virtual-rows.tsx';

interface Props<Row extends { id: string }> {
  title: string;
  loading: boolean;
  /** How many there are before the filter: "nothing here" and "nothing found" ask for different things. */
  total: number;
  rows: readonly Row[];
  headings: string[];
  cells: (row: Row) => ReactNode[];
}

/** One list of the directory: loading, empty, nothing found, or its rows. */
export function DirectoryPanel<Row extends { id: string }>(props: Props<Row>) {
  const { title, loading, total, rows, headings, cells } = props;
  const { t } = useTranslation('directory');
  const shown = t('shown', { count: rows.length });
  return (
    <Panel title={title} count={loading ? undefined : shown}>
      {loading && <LoadingRows rows={8} />}
      {!loading && total === 0 && <EmptyState title={t('none')} description={t('noneHint')} />}
      {total > 0 && rows.length === 0 && <EmptyState title={t('empty')} description={t('emptyHint')} />}
      {rows.length > 0 && (
        <VirtualRows
          label={shown}
          columns={headings.map((heading) => ({ id: heading, heading }))}
          rows={rows}
          keyOf={(row) => row.id}
          cells={cells}
        />
      )}
    </Panel>
  );
}
