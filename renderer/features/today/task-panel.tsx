import { IconChecks } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcutOf } from '#renderer/app/host-context.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { keyNames } from '#renderer/ui/key-hint.tsx';
import { LoadingRows } from '#renderer/ui/loading-rows.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import { useUser } from '#renderer/ui/replica-context.tsx';
import { useCustomerNames } from '#renderer/ui/use-customer-names.ts';
import { useLiveQuery } from '#renderer/ui/use-live-query.ts';
import { useShortcut } from '#renderer/ui/use-shortcut.ts';
import { useToday } from '#renderer/ui/use-today.ts';
import type { Task } from '#shared/model/task.ts';
import { groupOf, sortTasks, taskGroups } from './group-tasks.ts';
import { RescheduleDialog } from './reschedule-dialog.tsx';
import { TaskRow } from './task-row.tsx';
import styles from './today.module.css';
import { useRowKeys } from './use-row-keys.ts';
import { useTaskActions } from './use-task-actions.ts';

const LIMIT = 200;

/** What the user has to do, the oldest first. */
export function TaskPanel() {
  const { t } = useTranslation('today');
  const user = useUser();
  const today = useToday();
  const addKey = keyNames(useShortcutOf('add-task')).join('+');
  const { documents, loading, error } = useLiveQuery<'tasks'>({
    collection: 'tasks',
    selector: { assigneeId: user.id, status: 'open' },
    sort: [{ dueOn: 'asc' }],
    limit: LIMIT,
  });
  const tasks = sortTasks(documents);
  const nameOf = useCustomerNames(tasks.map((task) => task.customerId));
  const [moving, setMoving] = useState<Task | null>(null);
  const actions = useTaskActions();
  useShortcut('mod+Z', () => {
    actions.undo().catch(() => undefined);
  });
  const keys = useRowKeys(tasks, {
    complete: (task) => {
      // Failures are reported where the action is.
      actions.complete(task).catch(() => undefined);
    },
    reschedule: setMoving,
  });

  return (
    <Panel
      title={t('tasks.title')}
      count={loading ? undefined : `${documents.length}${documents.length === LIMIT ? '+' : ''}`}
      actions={tasks.length > 0 && <span className={styles.keys}>{t('tasks.keys')}</span>}
    >
      {loading && <LoadingRows rows={6} />}
      {error && <ErrorState code={error} />}
      {!loading && !error && tasks.length === 0 && (
        <EmptyState
          icon={<IconChecks size={26} stroke={1.5} />}
          title={t('tasks.empty')}
          description={t('tasks.emptyHint', { key: addKey })}
        />
      )}
      <div data-tasks>
        {taskGroups.map((group) => {
          const rows = tasks.filter((task) => groupOf(task, today) === group);
          if (rows.length === 0) return null;
          return (
            <section key={group} aria-label={t(`tasks.${group}`)} className={styles.group}>
              <div className={styles.groupHead} data-tone={group} aria-hidden>
                {t(`tasks.${group}`)} <span>{rows.length}</span>
              </div>
              <ul className={styles.tasks}>
                {rows.map((task) => (
                  <TaskRow
                    key={task.id}
                    task={task}
                    customerName={nameOf(task.customerId)}
                    current={keys.current === task.id}
                    onKeyDown={(event) => keys.onKeyDown(task, event)}
                    onFocus={() => keys.onFocus(task)}
                    onComplete={() => actions.complete(task)}
                    onReschedule={() => setMoving(task)}
                  />
                ))}
              </ul>
            </section>
          );
        })}
      </div>
      {documents.length === LIMIT && <p className={styles.limited}>{t('tasks.limited', { limit: LIMIT })}</p>}
      <RescheduleDialog
        task={moving}
        onClose={() => setMoving(null)}
        onPick={(task, dueOn) => {
          actions.reschedule(task, dueOn).catch(() => undefined);
        }}
      />
    </Panel>
  );
}
