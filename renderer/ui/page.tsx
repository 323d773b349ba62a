import type { ReactNode } from 'react';
import styles from './page.module.css';

/** The column that a screen's panels stand in; one width and one padding for all screens. */
export function Page(props: { children: ReactNode }) {
  return <div className={styles.page}>{props.children}</div>;
}
