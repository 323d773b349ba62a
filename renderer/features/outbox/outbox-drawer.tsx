import { Anchor, Button, Drawer } from '@mantine/core';
import { IconCircleCheck, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { runCommand } from '#renderer/app/commands.ts';
import { useDecisionCount } from '#renderer/features/inbox/public.tsx';
import type { EditGroups } from '#renderer/ui/edit-items.ts';
import { useEdits } from '#renderer/ui/edits-context.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { useSyncStatus } from '#renderer/ui/sync-context.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import { EditCard } from './edit-card.tsx';
import styles from './outbox.module.css';

const order = ['attention', 'waiting', 'recent'] as const satisfies (keyof EditGroups)[];

/** Every edit on this device that the server has not simply accepted long ago, each with its state in words. */
export function OutboxDrawer({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation(['outbox', 'app']);
  // A link out of the drawer takes the focus along. Set with the closing and not after it: Mantine looks for where to
  // return the focus whenever this changes.
  const [left, setLeft] = useState(false);
  if (opened && left) setLeft(false);
  const leave = () => {
    setLeft(true);
    onClose();
  };
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      returnFocus={!left}
      position="right"
      size={560}
      title={t('outbox:title')}
    >
      <EditList onLeave={leave} />
    </Drawer>
  );
}

function EditList({ onLeave }: { onLeave: () => void }) {
  const { t } = useTranslation(['outbox', 'app']);
  const format = useFormat();
  const status = useSyncStatus();
  const groups = useEdits();
  const { waiting } = useDecisionCount();
  const empty = waiting === 0 && order.every((name) => groups[name].length === 0);
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
      {waiting > 0 && (
        <p className={styles.waiting}>
          <Anchor component={Link} to="/inbox" onClick={onLeave} size="sm">
            {t('outbox:waitingForYou', { count: waiting })}
          </Anchor>
        </p>
      )}
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
