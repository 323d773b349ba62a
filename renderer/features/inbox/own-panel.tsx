import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { EditItem } from '#renderer/ui/edit-items.ts';
import { Panel } from '#renderer/ui/panel.tsx';
import type { OwnCardProps } from './conflict-card.tsx';
import { intentOf } from './correction.ts';
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
  const whatOf = (item: EditItem) => {
    const intent = intentOf(item);
    return intent === undefined ? t('inbox:item.edit') : t(`model:intent.${intent}`);
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
