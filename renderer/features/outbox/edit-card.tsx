import { Anchor, Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { SaveState } from '#renderer/ui/save-state.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useModelText } from '#renderer/ui/use-model-text.ts';
import type { EditItem } from './edit-items.ts';
import { EditValues } from './edit-values.tsx';
import styles from './outbox.module.css';
import { useDismiss } from './use-dismiss.ts';

interface Props {
  item: EditItem;
  attention: boolean;
  onLeave: () => void;
}

/** One edit: what it was, for whom, where it stands in words, and what can be done about it. */
export function EditCard({ item, attention, onLeave }: Props) {
  const { t } = useTranslation(['outbox', 'model', 'errors']);
  const format = useFormat();
  const text = useModelText();
  const dismiss = useDismiss();
  const what = item.entry ? t(`model:intent.${item.entry.intent}`) : t('outbox:changes');
  const fields = item.entry?.fields ?? [];
  const { inboxItem } = item;
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
      <p className={styles.explain}>
        {t(`outbox:explain.${item.state}`)}
        {item.reason !== undefined && item.state === 'rejected' && ` ${t(`errors:reason.${item.reason}`)}`}
        {fields.length > 0 &&
          ` ${t('errors:fieldList', { fields: fields.map((field) => text.field(item.collection, field)).join('、') })}`}
      </p>
      <EditValues item={item} />
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
