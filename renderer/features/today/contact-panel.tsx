import { IconMessages } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useShortcutOf } from '#renderer/app/host-context.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { keyNames } from '#renderer/ui/key-hint.tsx';
import { LoadingRows } from '#renderer/ui/loading-rows.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import { useUser } from '#renderer/ui/replica-context.tsx';
import { useCustomerNames } from '#renderer/ui/use-customer-names.ts';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useLiveQuery } from '#renderer/ui/use-live-query.ts';
import { useToday } from '#renderer/ui/use-today.ts';
import { plusDays } from '#shared/domain/business-date.ts';
import styles from './today.module.css';

const LIMIT = 12;

/** Where the user left off: whom they spoke with lately. */
export function ContactPanel() {
  const { t } = useTranslation(['today', 'agenda', 'model']);
  const format = useFormat();
  const user = useUser();
  const today = useToday();
  const key = keyNames(useShortcutOf('add-contact-log')).join('+');
  const { documents, loading } = useLiveQuery<'contactLogs'>({
    collection: 'contactLogs',
    selector: { authorId: user.id, occurredAt: { $gte: `${plusDays(today, -14)}T00:00:00.000Z` } },
    sort: [{ occurredAt: 'desc' }],
    limit: LIMIT,
  });
  const nameOf = useCustomerNames(documents.map((log) => log.customerId));
  return (
    <Panel title={t('today:contacts.title')}>
      {loading && <LoadingRows rows={3} />}
      {!loading && documents.length === 0 && (
        <EmptyState
          icon={<IconMessages size={26} stroke={1.5} />}
          title={t('today:contacts.empty')}
          description={t('today:contacts.emptyHint', { key })}
        />
      )}
      <ul className={styles.contacts}>
        {documents.map((log) => (
          <li key={log.id} className={styles.contact}>
            <Link to={`/customers/${log.customerId}`} className={styles.customer}>
              {nameOf(log.customerId) ?? t('agenda:tasks.unknownCustomer')}
            </Link>
            <span className={styles.muted}>
              {t(`model:contactChannel.${log.channel}`)} · {t(`model:contactOutcome.${log.outcome}`)}
            </span>
            <time className={styles.muted} dateTime={log.occurredAt}>
              {format.ago(log.occurredAt)}
            </time>
            <span className={styles.noteText}>{log.note}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
