/** When a reminder is to be announced, and nothing of what it says. */
export interface Announcement {
  /** The reminder's key: ids only. */
  key: string;
  /** Milliseconds since 1970. */
  at: number;
  /** The day it falls due, `YYYY-MM-DD`: what is due or overdue counts on the icon. */
  dueOn: string;
}

export interface AnnouncerEffects {
  /** Milliseconds since 1970. */
  now(): number;
  /** Today as `YYYY-MM-DD`. */
  today(): string;
  /** The client is on the screen and has the focus. */
  isInFront(): boolean;
  /** Has the desktop say that so many reminders came up: a number, no names and no amounts. */
  tell(count: number): void;
  setBadge(count: number): void;
}

export interface Timetable {
  announcements: readonly Announcement[];
  /** The desktop may say something at all. */
  allowed: boolean;
  /** Keys that were announced before, on this device. */
  announced: readonly string[];
}

/** What came up longer ago than this when it is first heard of is no news. */
const STALE_MS = 72 * 3_600_000;

/**
 * Announces each reminder once. It lives beside the gate, not behind it: a locked screen has nothing to compute from, but
 * the timetable of what was known goes on, and holds ids and hours only.
 */
export function createAnnouncer(effects: AnnouncerEffects) {
  let timetable: Timetable | undefined;
  let open = false;
  const announced = new Set<string>();
  const listeners = new Set<(keys: readonly string[]) => void>();

  function tick(): void {
    if (timetable === undefined) return;
    const now = effects.now();
    const { announcements, allowed } = timetable;
    effects.setBadge(announcements.filter(({ at, dueOn }) => at <= now && dueOn <= effects.today()).length);
    const due = announcements.filter(({ key, at }) => at <= now && !announced.has(key));
    if (due.length === 0) return;
    const fresh = due.filter(({ at }) => at > now - STALE_MS);
    const inFront = open && effects.isInFront();
    for (const { key } of due) announced.add(key);
    const keys = fresh.map(({ key }) => key);
    // Whoever looks at the client is told in it, where words may be said.
    for (const listener of listeners) listener(inFront ? keys : []);
    if (!inFront && allowed && keys.length > 0) effects.tell(keys.length);
  }

  return {
    tick,
    /** What there is to announce, anew after every change. Only while the screens are open. */
    know(next: Timetable): void {
      timetable = next;
      open = true;
      for (const key of next.announced) announced.add(key);
      tick();
    },
    /** The screens are down: the timetable stays. */
    lock(): void {
      open = false;
    },
    /** Nobody is signed in. */
    forget(): void {
      timetable = undefined;
      open = false;
      announced.clear();
      effects.setBadge(0);
    },
    /** Keys that were announced since the sign-in, for whoever keeps them over a restart. */
    announced: (): readonly string[] => [...announced],
    /** Calls back with what came up in front of somebody, after anything was announced; empty where nobody looked. */
    onAnnounced(listener: (keys: readonly string[]) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export type Announcer = ReturnType<typeof createAnnouncer>;
