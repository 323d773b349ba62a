import type { CustomerRow } from '#renderer/replica/api/customer-list.ts';
import { SaveState } from '#renderer/ui/save-state.tsx';
import styles from './cells.module.css';
import type { RowStates } from './use-cell-states.ts';

/** Whether the edit of a cell is on its way or needs a look; nothing once it has arrived. */
export function CellMark(props: {
  column: string;
  kind: CustomerRow['kind'];
  states: RowStates | undefined;
}) {
  const { column, kind, states } = props;
  if (states === undefined) return null;
  const field = column === 'trade' ? (kind === 'corporate' ? 'industry' : 'occupation') : column;
  const state = states[field];
  if (state === undefined || state === 'accepted' || state === 'merged') return null;
  return (
    <span className={styles.mark}>
      <SaveState state={state} />
    </span>
  );
}
