import type { Relationship } from '#shared/model/relationship.ts';
import styles from './group.module.css';
import listStyles from './relationship.module.css';
import { RelationshipRow } from './relationship-row.tsx';

export interface RelationshipListProps {
  title: string | undefined;
  relationships: readonly Relationship[];
  /** Customers whose files this device holds. */
  here: ReadonlyMap<string, unknown>;
  none: string;
}

export function RelationshipList({ title, relationships, here, none }: RelationshipListProps) {
  return (
    <section aria-label={title}>
      {title !== undefined && <h2 className={styles.heading}>{title}</h2>}
      {relationships.length === 0 && <p className={styles.none}>{none}</p>}
      <ul className={listStyles.list}>
        {relationships.map((one) => (
          <RelationshipRow
            key={one.id}
            relationship={one}
            onDevice={one.relatedCustomerId !== undefined && here.has(one.relatedCustomerId)}
          />
        ))}
      </ul>
    </section>
  );
}
