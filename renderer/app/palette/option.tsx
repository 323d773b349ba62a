import type { ReactNode } from 'react';
import styles from './palette.module.css';

export interface OptionProps {
  id: string;
  selected: boolean;
  onPoint: () => void;
  onChoose: () => void;
}

/** A row of the palette's list. The focus stays in the field, which has the keys of the list. */
export function Option({ id, selected, onPoint, onChoose, children }: OptionProps & { children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's.
    <div
      className={styles.option}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      ref={(element) => {
        if (selected) element?.scrollIntoView({ block: 'nearest' });
      }}
      onMouseMove={onPoint}
      // The field keeps the focus: a blur would close the list before the click arrives.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      {children}
    </div>
  );
}
