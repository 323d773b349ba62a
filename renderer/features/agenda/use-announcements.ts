import { notifications } from '@mantine/notifications';
import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnouncer } from '#renderer/app/announcer-context.tsx';
import { useReplica } from '#renderer/ui/replica-context.tsx';
import { useToday } from '#renderer/ui/use-today.ts';
import { announcementOf } from '#shared/domain/reminder-state.ts';
import type { Reminder } from '#shared/domain/reminders.ts';
import type { ReminderState } from '#shared/model/personal.ts';
import { announcedAs } from './announced-as.ts';

/** Where the keys of what was announced are kept on this device, so that a restart says nothing twice. */
const KEPT = 'announced reminders';

interface Options {
  /** Everything has been asked once: what is missing now is gone, not on its way. */
  settled: boolean;
  allowed: boolean;
}

/** Tells the announcer what there is, and says in front of whoever looks what is about to begin. */
export function useAnnouncements(
  reminders: readonly Reminder[],
  states: readonly ReminderState[],
  { settled, allowed }: Options,
): void {
  const { t } = useTranslation('agenda');
  const replica = useReplica();
  const today = useToday();
  const announcer = useAnnouncer();
  const [before, setBefore] = useState<readonly string[]>();

  useEffect(() => {
    let current = true;
    replica.readDraft(KEPT).then(
      (kept) => current && setBefore(keysOf(kept)),
      // Not readable: at worst something is said once more.
      () => current && setBefore([]),
    );
    return () => {
      current = false;
    };
  }, [replica]);

  const announcements = useMemo(
    () =>
      reminders.map((reminder) => {
        const { overdue = 0, from, dueOn } = reminder;
        return { ...announcementOf(reminder, states), dueOn: overdue > 0 ? from : dueOn };
      }),
    [reminders, states],
  );
  const onAnnounced = useEffectEvent((inFront: readonly string[]) => {
    for (const [index, { key }] of announcements.entries()) {
      const reminder = reminders[index];
      const task = reminder?.task;
      if (task === undefined || !inFront.includes(key)) continue;
      const word = announcedAs(task, today, Date.now(), key !== reminder?.key);
      if (word === undefined) continue;
      notifications.show({ id: key, title: task.time, message: t(`notice.${word}`, { title: task.title }) });
    }
  });
  useEffect(() => announcer.onAnnounced((inFront) => onAnnounced(inFront)), [announcer]);

  useEffect(() => {
    if (!settled || before === undefined) return;
    announcer.know({ announcements, allowed, announced: before });
    const there = new Set(announcements.map(({ key }) => key));
    const keys = announcer.announced().filter((key) => there.has(key));
    // Also what was announced behind a lock, where nothing can be written.
    if (keys.every((key) => before.includes(key))) return;
    setBefore(keys);
    replica.writeDraft(KEPT, keys).catch(() => undefined);
  }, [announcer, replica, announcements, settled, allowed, before]);
}

function keysOf(kept: unknown): string[] {
  return Array.isArray(kept) ? kept.filter((key) => typeof key === 'string') : [];
}
