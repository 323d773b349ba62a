import { useState } from 'react';
import { useShortcut } from '#renderer/ui/use-shortcut.ts';
import { useToday } from '#renderer/ui/use-today.ts';
import type { BulkKind } from './bulk.ts';
import { BulkDialog } from './bulk-dialog.tsx';
import { BulkProgressDialog } from './bulk-progress.tsx';
import { ListFooter } from './list-footer.tsx';
import { queryOf } from './list-view.ts';
import { useBulk } from './use-bulk.tsx';
import type { CustomerGridModel } from './use-customer-grid.ts';

/** The foot of the list: sums, and what can be done with those who are chosen. */
export function ListBulk({ grid, onDone }: { grid: CustomerGridModel; onDone: () => void }) {
  const today = useToday();
  const bulk = useBulk();
  const [kind, setKind] = useState<BulkKind | null>(null);
  const { selection, view, window } = grid;
  useShortcut('mod+Z', bulk.undo);
  return (
    <>
      <ListFooter sums={window?.sums} selection={selection} onBulk={setKind} />
      <BulkDialog
        kind={kind}
        count={selection.sums?.count ?? 0}
        onApply={(action) => {
          setKind(null);
          void bulk.run(queryOf(view, today), selection.selection, action).then(onDone);
        }}
        onClose={() => {
          setKind(null);
          onDone();
        }}
      />
      <BulkProgressDialog bulk={bulk} />
    </>
  );
}
