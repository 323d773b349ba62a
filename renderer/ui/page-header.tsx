import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './page.module.css';

/** The one `h1` of a screen, with what is to be said beside it and the screen's actions on the right. */
export function PageHeader(props: { title: ReactNode; note?: ReactNode; actions?: ReactNode }) {
  return (
    <header className={styles.header}>
      <Title order={1}>{props.title}</Title>
      {props.note !== undefined && <div className={styles.note}>{props.note}</div>}
      {props.actions !== undefined && <div className={styles.actions}>{props.actions}</div>}
    </header>
  );
}
