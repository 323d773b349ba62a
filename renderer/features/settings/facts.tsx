import type { ReactNode } from 'react';
import styles from './settings.module.css';

export interface Fact {
  name: string;
  value: ReactNode;
}

/** Names and values, read out as pairs. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={styles.facts}>
      {facts.flatMap(({ name, value }) => [
        <dt key={`${name}-name`}>{name}</dt>,
        <dd key={name}>{value}</dd>,
      ])}
    </dl>
  );
}
