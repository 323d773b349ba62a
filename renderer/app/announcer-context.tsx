import { createContext, type ReactNode, use, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { businessDateOf } from '#shared/domain/business-date.ts';
import { type Announcer, createAnnouncer } from './announcer.ts';
import { useHost } from './host-context.tsx';

const AnnouncerContext = createContext<Announcer | null>(null);

const EVERY_MS = 60_000;

/** Around the gate: it announces behind a lock too, and forgets everything when somebody signs out. */
export function AnnouncerProvider(props: {
  /** Who is signed in, locked or not. */
  person: string | undefined;
  locked: boolean;
  children: ReactNode;
}) {
  const { person, locked } = props;
  const { desktop } = useHost();
  const { t } = useTranslation('agenda');
  const [announcer] = useState(() =>
    createAnnouncer({
      now: () => Date.now(),
      today: () => businessDateOf(new Date()),
      isInFront: () => document.visibilityState === 'visible' && document.hasFocus(),
      tell: (count) => {
        const words = { title: t('notice.title'), body: t('notice.due', { count }), tag: 'reminders' };
        // A desktop that cannot say it is no reason to fail: the reminders stand on the screen.
        desktop.notify(words).catch(() => undefined);
      },
      setBadge: (count) => {
        desktop.setBadge(count).catch(() => undefined);
      },
    }),
  );
  useEffect(() => {
    const timer = setInterval(announcer.tick, EVERY_MS);
    // Timers of a sleeping machine and of a hidden page run late.
    document.addEventListener('visibilitychange', announcer.tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', announcer.tick);
    };
  }, [announcer]);
  useEffect(() => {
    if (locked) announcer.lock();
  }, [announcer, locked]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what one person was to be told is not the next one's.
  useEffect(() => announcer.forget(), [announcer, person]);
  return <AnnouncerContext value={announcer}>{props.children}</AnnouncerContext>;
}

export function useAnnouncer(): Announcer {
  const announcer = use(AnnouncerContext);
  if (!announcer) throw new Error('useAnnouncer outside AnnouncerProvider');
  return announcer;
}
