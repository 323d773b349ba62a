/** Runs one write after the other and keeps only the newest that waits: a window being dragged saves hundreds. */
export function latestOnly<T>(write: (value: T) => Promise<void>, onError: (error: unknown) => void) {
  let waiting: { value: T } | null = null;
  let running: Promise<void> | null = null;

  async function drain(): Promise<void> {
    while (waiting) {
      const { value } = waiting;
      waiting = null;
      await write(value).catch(onError);
    }
    running = null;
  }

  return {
    push(value: T): void {
      waiting = { value };
      running ??= drain();
    },
    /** Resolves when everything pushed so far is written. */
    async settled(): Promise<void> {
      await running;
    },
  };
}
