import type { Clock } from '../deps.ts';

/** Milliseconds of rest after which changed pages are saved: many soon, few when nothing else happened for long. */
const SOON = 3000;
const LATER = 60_000;
/** Pages that are many. */
const MANY = 8;

/** Knows which pages are not saved as they are, and saves them in the background, when nothing changes. */
export interface Saver {
  touch(page: number): void;
  /** The page was just read: it is as it was saved. */
  loaded(page: number): void;
  /** From now on pages are saved. */
  start(): void;
  now(): Promise<void>;
  /** Resolves when nothing is being saved any more. */
  stop(): Promise<void>;
}

export function createSaver(clock: Clock, write: (pages: readonly number[]) => Promise<boolean>): Saver {
  let pages = new Set<number>();
  let started = false;
  let cancel: (() => void) | undefined;
  let running: Promise<void> = Promise.resolve();

  function later() {
    cancel?.();
    cancel = undefined;
    if (!started || pages.size === 0) return;
    // What fails here is tried again; nothing is lost but time at the next start.
    cancel = clock.after(pages.size >= MANY ? SOON : LATER, () => void save().catch(() => undefined));
  }

  function save(): Promise<void> {
    const run = running.then(async () => {
      const taken = [...pages].sort((a, b) => a - b);
      if (taken.length === 0) return;
      pages = new Set();
      let written = false;
      try {
        written = await write(taken);
      } finally {
        if (!written) pages = new Set([...pages, ...taken]);
        later();
      }
    });
    running = run.catch(() => undefined);
    return run;
  }

  return {
    touch(page) {
      const isNew = !pages.has(page);
      pages.add(page);
      // A timer for each of a thousand changes would cost more than the changes.
      if (started && (isNew || cancel === undefined)) later();
    },
    loaded: (page) => void pages.delete(page),
    start() {
      started = true;
      later();
    },
    now: save,
    async stop() {
      started = false;
      cancel?.();
      await running;
    },
  };
}
