import { sameJson } from '#shared/merge/three-way.ts';

/** Milliseconds of typing that a crash may cost. */
export const WRITE_BEHIND = 500;

export interface DraftWriter {
  /** What the form holds now; `null` for nothing worth keeping. Written soon, not at every key. */
  note(value: unknown): void;
  /** Writes at once what waits: the field was left, the page is hidden or goes. */
  flush(): void;
  /** It was saved or discarded: nothing is kept any more. */
  drop(): void;
}

/**
 * Writes a draft behind the typing, the latest only. A write that fails is no reason to disturb whoever types: what is
 * typed is still on the screen, and the next write tries again.
 */
export function createDraftWriter(write: (value: unknown) => Promise<void>): DraftWriter {
  let kept: unknown = null;
  let waiting: { value: unknown } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (waiting === null) return;
    const { value } = waiting;
    waiting = null;
    kept = value;
    write(value).catch(() => {
      kept = undefined;
    });
  }

  return {
    note(value) {
      const latest = waiting === null ? kept : waiting.value;
      if (latest !== undefined && sameJson(latest, value)) return;
      waiting = { value };
      timer ??= setTimeout(flush, WRITE_BEHIND);
    },
    flush,
    drop() {
      waiting = { value: null };
      flush();
    },
  };
}

/**
 * What was typed before over what the form begins with now: fields that nobody had typed in follow the document, which
 * may have gone on since.
 */
export function restoredOver<T>(present: T, draft: { values: T; base: T }): T {
  const { values, base } = draft;
  if (!isRecord(present) || !isRecord(values) || !isRecord(base)) return values;
  const typed = Object.entries(values).filter(([field, value]) => !sameJson(value, base[field]));
  return { ...present, ...Object.fromEntries(typed) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
