import { type ReactNode, useId } from 'react';
import styles from './page.module.css';

export interface PanelProps {
  title: ReactNode;
  /** How many there are, beside the title. */
  count?: ReactNode;
  actions?: ReactNode;
  /** Lists and tables go to the edge; text and forms want padding. */
  padded?: boolean;
  children: ReactNode;
}

/** A titled section: a landmark that screen readers list by its title. */
export function Panel({ title, count, actions, padded = false, children }: PanelProps) {
  const id = useId();
  return (
    <section className={styles.panel} aria-labelledby={id}>
      <div className={styles.panelHead}>
        <h2 className={styles.panelTitle} id={id}>
          {title}
        </h2>
        {count !== undefined && <span className={styles.count}>{count}</span>}
        {actions !== undefined && <div className={styles.panelActions}>{actions}</div>}
      </div>
      {padded ? <div className={styles.padded}>{children}</div> : children}
    </section>
  );
}
