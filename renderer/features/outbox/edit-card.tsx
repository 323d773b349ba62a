import { Anchor, Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { EditGroups, EditItem } from '#renderer/ui/edit-items.ts';
import { SaveState } from '#renderer/ui/save-state.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import { EditExplanation } from './edit-explanation.tsx';
import { EditValues } from './edit-values.tsx';
import styles from './outbox.module.css';

interface Props {
  item: EditItem;
  group: keyof EditGroups;
  onLeave: () => void;
}

/** One edit: what it was, for whom, where it stands in words, and what can be done about it. */
export function EditCard({ item, group, onLeave }: Props) {
  const { t } = useTranslation(['outbox', 'model']);
  const format = useFormat();
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
          <SaveState state={item.reason === 'needs_approval' ? 'requested' : item.state} />
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
          {/* What came back is shown, and masked, where it is decided. */}
          {!attention && <EditValues item={item} />}
        </>
      )}
      {attention && (
        <div className={styles.foot}>
          <Button
            component={Link}
            to="/inbox"
            state={{ item: item.mutationId }}
            variant="default"
            onClick={onLeave}
            aria-label={t('outbox:goLabel', {
              action: t(`outbox:go.${item.state === 'parked' ? 'parked' : 'other'}`),
              what: `${what} ${item.customerName ?? ''}`.trim(),
            })}
          >
            {t(`outbox:go.${item.state === 'parked' ? 'parked' : 'other'}`)}
          </Button>
        </div>
      )}
    </li>
  );
}
