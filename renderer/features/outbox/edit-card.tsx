import { Anchor, Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { SaveState } from '#renderer/ui/save-state.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import { EditExplanation } from './edit-explanation.tsx';
import type { EditGroups, EditItem } from './edit-items.ts';
import { EditValues } from './edit-values.tsx';
import styles from './outbox.module.css';
import { useDismiss } from './use-dismiss.ts';

interface Props {
  item: EditItem;
  group: keyof EditGroups;
  onLeave: () => void;
}

/** One edit: what it was, for whom, where it stands in words, and what can be done about it. */
export function EditCard({ item, group, onLeave }: Props) {
  const { t } = useTranslation(['outbox', 'model']);
  const format = useFormat();
  const dismiss = useDismiss();
  const what = item.entry ? t(`model:intent.${item.entry.intent}`) : t('outbox:changes');
  const { inboxItem } = item;
  const attention = group === 'attention';
  return (
    <li className={styles.card} data-tone={attention ? 'attention' : undefined} data-state={item.state}>
      <div className={styles.head}>
        <span className={styles.what}>{what}</span>
        {item.customerId === undefined ? (
          <span className={styles.meta}>{t('outbox:noCustomer')}</span>
        ) : (
          <Anchor component={Link} to={`/customers/${item.customerId}`} onClick={onLeave} size="sm">
            {item.customerName ?? t('outbox:openCustomer')}
          </Anchor>
        )}
        <span className={styles.state}>
          <SaveState state={item.state} />
        </span>
      </div>
      <div className={styles.meta}>
        <time dateTime={item.at}>{t('outbox:enteredAt', { time: format.dateTime(item.at) })}</time>
        {inboxItem?.theirName !== undefined &&
          ` · ${t('outbox:by', { name: inboxItem.theirName, time: format.dateTime(inboxItem.theirAt ?? inboxItem.createdAt) })}`}
      </div>
      {item.state !== 'accepted' && item.state !== 'merged' && (
        <>
          <EditExplanation item={item} state={item.state} />
          <EditValues item={item} />
        </>
      )}
      {attention && (
        <div className={styles.foot}>
          <Button
            variant="default"
            onClick={() => dismiss(item)}
            aria-label={t('outbox:dismissLabel', { what: `${what} ${item.customerName ?? ''}`.trim() })}
          >
            {t('outbox:dismiss')}
          </Button>
        </div>
      )}
    </li>
  );
}
