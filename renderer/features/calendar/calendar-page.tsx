import { ActionIcon, Button, SegmentedControl } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { agenda } from '#renderer/features/agenda/public.ts';
import type { Action } from '#renderer/ui/actions.ts';
import { Page } from '#renderer/ui/page.tsx';
import { PageHeader } from '#renderer/ui/page-header.tsx';
import { useActions } from '#renderer/ui/use-actions.ts';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useToday } from '#renderer/ui/use-today.ts';
import type { Task } from '#shared/model/task.ts';
import styles from './calendar.module.css';
import { CalendarProvider, type Cell } from './calendar-context.tsx';
import { daysOf, step, type View, views } from './calendar-dates.ts';
import { MonthGrid } from './month-grid.tsx';
import { NewTaskDialog } from './new-task-dialog.tsx';
import { TaskDialog } from './task-dialog.tsx';
import { TimeGrid } from './time-grid.tsx';
import { useCalendarItems } from './use-calendar-items.ts';
import { useCellKeys } from './use-calendar-keys.ts';
import { useCarry } from './use-carry.ts';
import { useDrag } from './use-drag.ts';
import { useTaskKeys } from './use-task-keys.ts';

/** The user's tasks and visits by day, week and month, to be moved about, with what falls due beside them. */
export function CalendarPage() {
  const { t } = useTranslation('calendar');
  const format = useFormat();
  const today = useToday();
  const [view, setView] = agenda.useRemembered<View>('calendar view', 'week');
  const [cursor, setCursor] = agenda.useRemembered<Cell>('calendar cell', { day: today, minutes: null });
  const [creating, setCreating] = useState<Cell | null>(null);
  const [opened, setOpened] = useState<Task | null>(null);
  const [cancelling, setCancelling] = useState<Task | null>(null);
  const [moving, setMoving] = useState<Task | null>(null);
  const days = useMemo(() => daysOf(view, cursor.day), [view, cursor.day]);
  const items = useCalendarItems(days);

  const takingBack = agenda.useTakeBack();
  const onTask = agenda.useTaskActions(takingBack);
  const toDay = (day: string) => setCursor({ ...cursor, day });
  const carry = useCarry({
    view,
    onDay: toDay,
    drop: (task, { dueOn, time, minutes }) =>
      void onTask.move(task, { dueOn, time, ...(time !== null && { minutes }) }),
  });
  const drag = useDrag({ ...carry, keepsHour: view === 'month' });
  const onTaskKey = useTaskKeys({
    carry,
    complete: (task) => void onTask.complete(task),
    cancel: (task) => (task.repeats === undefined ? void onTask.cancel(task, 'one') : setCancelling(task)),
  });
  const focusCell = useFocusCell(cursor, view);
  const goTo = (cell: Cell) => {
    focusCell();
    setCursor(cell);
  };
  const onCellKey = useCellKeys({ view, goTo, create: setCreating });

  const show = (next: View) => {
    setView(next);
    if (next === 'month') setCursor({ day: cursor.day, minutes: null });
  };
  const turn = (by: 1 | -1) => toDay(step(view, cursor.day, by));
  useActions([
    ...views.map(
      (one): Action => ({
        id: `calendar ${one}`,
        label: (words) => words.calendar.view[one],
        group: 'screen',
        shortcut: one.slice(0, 1),
        run: () => show(one),
      }),
    ),
    {
      id: 'calendar today',
      label: (words) => words.calendar.today,
      group: 'screen',
      shortcut: 't',
      run: () => goTo({ day: today, minutes: cursor.minutes }),
    },
    {
      id: 'calendar new',
      label: (words) => words.calendar.add,
      group: 'screen',
      shortcut: 'n',
      run: () => setCreating(cursor),
    },
    {
      id: 'calendar undo',
      label: (words) => words.calendar.undo,
      group: 'screen',
      shortcut: 'mod+z',
      run: () => void takingBack.undo(),
    },
  ]);

  const [first = today, last = today] = [days[0], days.at(-1)];
  const title =
    view === 'day'
      ? format.longDate(first)
      : view === 'week'
        ? `${format.date(first)} – ${format.date(last)}`
        : format.month(cursor.day.slice(0, 7));
  return (
    <Page>
      <PageHeader
        title={t('title')}
        note={<span aria-live="polite">{title}</span>}
        actions={
          <>
            <Button variant="default" onClick={() => setCreating(cursor)}>
              {t('add')}
            </Button>
            <Button variant="default" onClick={() => goTo({ day: today, minutes: cursor.minutes })}>
              {t('today')}
            </Button>
            <ActionIcon variant="default" aria-label={t(`before.${view}`)} onClick={() => turn(-1)}>
              <IconChevronLeft size={16} />
            </ActionIcon>
            <ActionIcon variant="default" aria-label={t(`after.${view}`)} onClick={() => turn(1)}>
              <IconChevronRight size={16} />
            </ActionIcon>
            <SegmentedControl
              aria-label={t('view.label')}
              value={view}
              onChange={(next: View) => show(next)}
              data={views.map((value) => ({ value, label: t(`view.${value}`) }))}
            />
          </>
        }
      />
      <CalendarProvider
        value={{
          ...items,
          today,
          cursor,
          setCursor,
          carried: carry.carried,
          onCellKey,
          onTaskKey,
          onTaskPress: drag.onPointerDown,
          onTaskClick: (task) => {
            if (!drag.wasDragged() && carry.carried === null) setOpened(task);
          },
          create: (cell) => {
            if (!drag.wasDragged()) setCreating(cell);
          },
          showDay: (day) => {
            setView('day');
            setCursor({ day, minutes: null });
          },
        }}
      >
        <div className={styles.frame} data-carrying={carry.carried?.by}>
          {view === 'month' ? (
            <MonthGrid days={days} month={cursor.day.slice(0, 7)} />
          ) : (
            <TimeGrid key={view} days={days} />
          )}
        </div>
      </CalendarProvider>
      <p className={styles.keys} id="calendar-keys">
        {t(carry.carried === null ? 'keys' : 'keysCarrying')}
        {items.limited && ` · ${t('limited')}`}
      </p>
      <div className={styles.spoken} aria-live="assertive">
        {carry.said}
      </div>
      <NewTaskDialog cell={creating} onClose={() => setCreating(null)} />
      <TaskDialog
        task={opened}
        nameOf={items.nameOf}
        onClose={() => setOpened(null)}
        onComplete={(task) => void onTask.complete(task)}
        onMove={setMoving}
        onCancel={(task) =>
          task.repeats === undefined ? void onTask.cancel(task, 'one') : setCancelling(task)
        }
      />
      <agenda.RescheduleDialog
        task={moving}
        onClose={() => setMoving(null)}
        onPick={(task, dueOn, extent) => void onTask.move(task, { dueOn }, extent)}
      />
      <agenda.CancelDialog
        task={cancelling}
        onClose={() => setCancelling(null)}
        onPick={(task, extent) => void onTask.cancel(task, extent)}
      />
    </Page>
  );
}

/** Once asked, puts the focus on the cell that the cursor comes to, and brings its hour into sight. */
function useFocusCell(cursor: Cell, view: View): () => void {
  const wanted = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the cell is in the page once these have changed.
  useEffect(() => {
    if (!wanted.current) return;
    wanted.current = false;
    document.querySelector<HTMLElement>('[data-cursor="true"]')?.focus();
  }, [cursor, view]);
  return () => {
    wanted.current = true;
  };
}
