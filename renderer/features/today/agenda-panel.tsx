import { SegmentedControl } from '@mantine/core';
import { IconChecks } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useShortcutOf } from '#renderer/app/host-context.tsx';
import { agenda } from '#renderer/features/agenda/public.ts';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { keyNames } from '#renderer/ui/key-hint.tsx';
import { LoadingRows } from '#renderer/ui/loading-rows.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import { useUser } from '#renderer/ui/replica-context.tsx';
import { useActions } from '#renderer/ui/use-actions.ts';
import { useCustomerNames } from '#renderer/ui/use-customer-names.ts';
import { useLiveQuery } from '#renderer/ui/use-live-query.ts';
import { useToday } from '#renderer/ui/use-today.ts';
import type { Reminder } from '#shared/domain/reminders.ts';
import type { Task } from '#shared/model/task.ts';
import { type AgendaItem, agendaOf, type Filter, filters, groupOf, groups, matches } from './agenda-items.ts';
import { AgendaRow } from './agenda-row.tsx';
import styles from './today.module.css';
import { buttonOf, useRowKeys } from './use-row-keys.ts';

const LIMIT = 200;

/** What the user has to do and what falls due, by urgency. */
export function AgendaPanel() {
  const { t } = useTranslation('today');
  const user = useUser();
  const today = useToday();
  const navigate = useNavigate();
  const addKey = keyNames(useShortcutOf('add-task')).join('+');
  const { documents, loading, error } = useLiveQuery<'tasks'>({
    collection: 'tasks',
    selector: { assigneeId: user.id, status: 'open' },
    sort: [{ dueOn: 'asc' }],
    limit: LIMIT,
  });
  const { reminders, limited, loading: computing } = agenda.useReminders();
  const [filter, setFilter] = agenda.useRemembered<Filter>('today filter', 'all');
  const all = useMemo(() => agendaOf(documents, reminders, today), [documents, reminders, today]);
  const items = all.filter((item) => matches(item, filter));
  const nameOf = useCustomerNames(all.map(customerOf));
  const textOf = agenda.useReminderText();

  const takingBack = agenda.useTakeBack();
  useActions([
    {
      id: 'undo',
      group: 'screen',
      label: ({ commands }) => commands.undo,
      shortcut: 'mod+Z',
      run: () => void takingBack.undo().catch(() => undefined),
    },
  ]);
  const onTask = agenda.useTaskActions(takingBack);
  const onReminder = agenda.useReminderActions(takingBack);
  const [moving, setMoving] = useState<Task | null>(null);
  const [snoozing, setSnoozing] = useState<Reminder | null>(null);
  const [cancelling, setCancelling] = useState<Task | null>(null);
  const actions = {
    done: (item: AgendaItem) =>
      void (item.kind === 'task' ? onTask.complete(item.task) : onReminder.finish(item.reminder)),
    later: (item: AgendaItem) => (item.kind === 'task' ? setMoving(item.task) : setSnoozing(item.reminder)),
    makeTask: (reminder: Reminder) => void onReminder.makeTask(reminder, titleOf(reminder)),
    cancel: (task: Task) => {
      if (task.repeats !== undefined) return setCancelling(task);
      leave(task.id);
      void onTask.cancel(task, 'one');
    },
    open: (item: AgendaItem) => void navigate(`/customers/${customerOf(item)}`),
  };
  const titleOf = (reminder: Reminder) => {
    const { what, about } = textOf(reminder);
    return [what, about].filter(Boolean).join(' · ');
  };
  const keys = useRowKeys(items, actions);
  const list = useRef<HTMLDivElement>(null);
  const leave = (id: string) => {
    const item = items.find((one) => one.id === id);
    if (item) keys.leave(list.current, item);
  };
  const focusCurrent = () => list.current?.querySelector<HTMLElement>('[data-item][tabindex="0"]')?.focus();
  useReturn(list.current, items, keys.chosen);

  const count = (one: Filter) => all.filter((item) => matches(item, one)).length;
  const more = limited || documents.length === LIMIT;
  return (
    <Panel
      title={t('agenda.title')}
      count={loading ? undefined : `${all.length}${more ? '+' : ''}`}
      actions={
        <SegmentedControl
          aria-label={t('agenda.show')}
          value={filter}
          onChange={(value: Filter) => setFilter(value)}
          data={filters.map((value) => ({ value, label: `${t(`agenda.${value}`)} ${count(value)}` }))}
        />
      }
    >
      {(loading || (computing && items.length === 0)) && <LoadingRows rows={6} />}
      {error && <ErrorState code={error} />}
      {!loading && !computing && !error && items.length === 0 && (
        <EmptyState
          icon={<IconChecks size={26} stroke={1.5} />}
          title={t(filter === 'all' ? 'agenda.empty' : 'agenda.emptyFilter')}
          description={t('agenda.emptyHint', { key: addKey })}
        />
      )}
      <div data-agenda ref={list}>
        {groups.map((group) => {
          const rows = items.filter((item) => groupOf(item.day, today) === group);
          if (rows.length === 0) return null;
          return (
            <section key={group} aria-label={t(`agenda.${group}`)} className={styles.group}>
              <div className={styles.groupHead} data-tone={group} aria-hidden>
                {t(`agenda.${group}`)} <span>{rows.length}</span>
              </div>
              <ul className={styles.tasks}>
                {rows.map((item) => (
                  <AgendaRow
                    key={item.id}
                    item={item}
                    words={item.kind === 'task' ? { what: '', about: '' } : textOf(item.reminder)}
                    customerName={nameOf(customerOf(item))}
                    current={keys.current === item.id}
                    onKeyDown={(event) => keys.onKeyDown(item, event)}
                    onFocus={() => keys.onFocus(item)}
                    onDone={() => {
                      leave(item.id);
                      actions.done(item);
                    }}
                    onLater={() => actions.later(item)}
                    onMakeTask={() => {
                      if (item.kind === 'task') return;
                      leave(item.id);
                      actions.makeTask(item.reminder);
                    }}
                  />
                ))}
              </ul>
            </section>
          );
        })}
      </div>
      {items.length > 0 && <p className={styles.limited}>{t('agenda.keys')}</p>}
      {more && <p className={styles.limited}>{t('agenda.limited', { limit: LIMIT })}</p>}
      <agenda.RescheduleDialog
        task={moving}
        onClose={() => setMoving(null)}
        onClosed={focusCurrent}
        onPick={(task, dueOn, extent) => void onTask.move(task, { dueOn }, extent)}
      />
      <agenda.SnoozeDialog
        reminder={snoozing}
        onClose={() => setSnoozing(null)}
        onClosed={focusCurrent}
        onPick={(reminder, until) => {
          leave(reminder.key);
          void onReminder.snooze(reminder, until);
        }}
      />
      <agenda.CancelDialog
        task={cancelling}
        onClose={() => setCancelling(null)}
        onClosed={focusCurrent}
        onPick={(task, extent) => {
          leave(task.id);
          void onTask.cancel(task, extent);
        }}
      />
    </Panel>
  );
}

function customerOf(item: AgendaItem): string {
  return item.kind === 'task' ? item.task.customerId : item.reminder.customerId;
}

/** Puts the focus back on the row where somebody was before they went to a customer. */
function useReturn(list: HTMLDivElement | null, items: readonly AgendaItem[], chosen: string): void {
  const [wanted, setWanted] = useState(chosen);
  const found = wanted === '' ? undefined : items.find(({ id }) => id === wanted);
  useEffect(() => {
    if (found === undefined) return;
    setWanted('');
    if (document.activeElement === document.body || document.activeElement?.id === 'content')
      buttonOf(list, found)?.focus();
  }, [list, found]);
}
