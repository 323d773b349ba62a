import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const MAX_BYTES = 1_000_000;

export interface Log {
  readonly path: string;
  /** One line: when, what, and the error. Never data of a customer: errors of this process hold none. */
  write(what: string, error?: unknown): void;
}

/**
 * A small log of the main process, one file and the one before it. Written synchronously: the lines that matter are
 * the last ones before an end. A log that cannot be written is no reason to stop.
 */
export function openLog(path: string, now: () => Date): Log {
  return {
    path,
    write(what, error) {
      const detail = error instanceof Error ? (error.stack ?? error.message) : (error ?? '');
      try {
        mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
        if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > MAX_BYTES) renameSync(path, `${path}.1`);
        appendFileSync(path, `${now().toISOString()} ${what} ${detail}\n`, { mode: 0o600 });
      } catch {
        // Nothing left to tell it to.
      }
    },
  };
}
