interface Holder {
  /** What is to be found again; `undefined` for nothing worth keeping. */
  read: () => unknown;
  /** What people typed and have not saved, not merely which tab was open. */
  typed: boolean;
}

/**
 * What of a session's screens outlives a lock. The lock takes every screen down, so that nothing of a customer is left
 * in the page; before, each form and tab is asked for what it holds, and finds it again when it is shown next. Kept in
 * memory only, for one person: sign-out and another person's sign-in forget it.
 */
export interface Keep {
  /** From now on `read` is asked at a lock; returns how to stop. */
  hold(key: string, holder: Holder): () => void;
  /** The screens are about to go: asks all of them. */
  collect(): void;
  found(key: string): unknown;
  /** It is on a screen again, or was saved after all. */
  forget(key: string): void;
  /** Something typed and not saved is kept, or is on a screen now. */
  hasTyped(): boolean;
  clear(): void;
  /** Closes a form for good: whatever goes off the screen while `close` runs was discarded, not merely left. */
  discard(close: () => void): void;
  isDiscarding(): boolean;
}

export function createKeep(): Keep {
  const holders = new Map<string, Holder>();
  const kept = new Map<string, { value: unknown; typed: boolean }>();
  let discarding = false;

  return {
    hold(key, holder) {
      holders.set(key, holder);
      return () => {
        // A form that was opened again under the same key has taken over already.
        if (holders.get(key) === holder) holders.delete(key);
      };
    },
    collect() {
      for (const [key, { read, typed }] of holders) {
        const value = read();
        if (value === undefined) kept.delete(key);
        else kept.set(key, { value, typed });
      }
    },
    found: (key) => kept.get(key)?.value,
    forget: (key) => {
      kept.delete(key);
    },
    hasTyped: () =>
      [...kept.values()].some(({ typed }) => typed) ||
      [...holders.values()].some(({ read, typed }) => typed && read() !== undefined),
    clear() {
      kept.clear();
      holders.clear();
    },
    discard(close) {
      discarding = true;
      try {
        close();
      } finally {
        discarding = false;
      }
    },
    isDiscarding: () => discarding,
  };
}
