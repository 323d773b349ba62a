import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { EditItem } from '#renderer/ui/edit-items.ts';
import { Panel } from '#renderer/ui/panel.tsx';
import { type CollectionName, collectionNames } from '#shared/model/collections.ts';
import type { OwnCardProps } from './conflict-card.tsx';
import styles from './inbox.module.css';
import type { Decisions } from './use-decisions.ts';

interface Props {
  title: string;
  items: readonly EditItem[];
  card: ComponentType<OwnCardProps>;
  nameOf: (customerId: string) => string | undefined;
  revealed: boolean;
  decisions: Decisions;
}

/** Own edits that came back with the same answer. */
export function OwnPanel({ title, items, card: Card, nameOf, revealed, decisions }: Props) {
  const { t } = useTranslation(['inbox', 'model']);
  if (items.length === 0) return null;
  const whatOf = ({ entry, collection }: EditItem) => {
    if (entry !== undefined) return t(`model:intent.${entry.intent}`);
    const known: CollectionName | undefined = collectionNames.find((name) => name === collection);
    return known === undefined ? t('inbox:item.edit') : t(`model:collection.${known}`);
  };
  return (
    <Panel title={title} count={items.length}>
      <ul className={styles.list}>
        {items.map((item) => (
          <Card
            key={item.mutationId}
            item={item}
            what={whatOf(item)}
            customerName={item.customerId === undefined ? undefined : nameOf(item.customerId)}
            revealed={revealed}
            decisions={decisions}
          />
        ))}
      </ul>
    </Panel>
  );
}
