import { Button, Drawer } from '@mantine/core';
import { IconCircleCheck, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { runCommand } from '#renderer/app/commands.ts';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { useOutbox, useSyncStatus } from '#renderer/ui/sync-context.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useLiveQuery } from '#renderer/ui/use-live-query.ts';
import { EditCard } from './edit-card.tsx';
import { type EditGroups, groupEdits } from './edit-items.ts';
import styles from './outbox.module.css';

const order = ['attention', 'waiting', 'recent'] as const satisfies (keyof EditGroups)[];

/** Every edit on this device that the server has not simply accepted long ago, each with its state in words. */
export function OutboxDrawer({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation(['outbox', 'app']);
  return (
    <Drawer opened={opened} onClose={onClose} position="right" size={560} title={t('outbox:title')}>
      <EditList onLeave={onClose} />
    </Drawer>
  );
}

function EditList({ onLeave }: { onLeave: () => void }) {
  const { t } = useTranslation(['outbox', 'app']);
  const format = useFormat();
  const status = useSyncStatus();
  const inbox = useLiveQuery<'inbox'>({ collection: 'inbox', selector: { resolved: false }, limit: 200 });
  const groups = groupEdits(useOutbox(), inbox.documents);
  const empty = order.every((name) => groups[name].length === 0);
  return (
    <>
      <div className={styles.syncLine}>
        <span className={styles.meta}>
          {status.lastSyncAt
            ? t('app:sync.lastSync', { time: format.ago(status.lastSyncAt) })
            : t('app:sync.never')}
        </span>
        <Button
          variant="default"
          leftSection={<IconRefresh size={14} />}
          onClick={() => runCommand('sync-now')}
        >
          {t('app:action.syncNow')}
        </Button>
      </div>
      {empty && (
        <EmptyState
          icon={<IconCircleCheck size={28} stroke={1.5} />}
          title={t('outbox:empty')}
          description={t('outbox:emptyHint')}
        />
      )}
      {order.map(
        (name) =>
          groups[name].length > 0 && (
            <section className={styles.group} key={name} aria-label={t(`outbox:${name}`)}>
              <h3 className={styles.groupTitle}>
                {t(`outbox:${name}`)} · {groups[name].length}
              </h3>
              <ul className={styles.list}>
                {groups[name].map((item) => (
                  <EditCard key={item.mutationId} item={item} group={name} onLeave={onLeave} />
                ))}
              </ul>
            </section>
          ),
      )}
    </>
  );
}
