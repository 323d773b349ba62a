import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { compareVersions, version } from '#shared/releases/version.ts';
import { readTextOrNull, writeFileAtomic } from '../atomic-file.ts';

const attempt = z.strictObject({
  /** What was to be installed. */
  version,
  /** Milliseconds since 1970, by the machine's clock. */
  at: z.number(),
});
export type Attempt = z.infer<typeof attempt>;

/** The last start of an installer, written down beforehand: whether it did anything shows at the next start only. */
export interface Attempts {
  /** An attempt at a version that does not run yet. */
  unfinished(): Promise<Attempt | null>;
  /** Counts in this process even where it cannot be written. */
  note(version: string, now: number): Promise<void>;
}

export function openAttempts(folder: string, runningVersion: string): Attempts {
  const path = join(folder, 'attempt.json');
  let last: Promise<Attempt | null> | undefined;

  async function read(): Promise<Attempt | null> {
    const text = await readTextOrNull(path);
    const found = text === null ? null : parse(text);
    if (found === null || compareVersions(found.version, runningVersion) > 0) return found;
    // It came true: whoever goes back by hand later has not failed.
    await rm(path, { force: true }).catch(() => undefined);
    return null;
  }

  return {
    async unfinished() {
      last ??= read();
      return await last;
    },
    async note(attempted, now) {
      const noted = { version: attempted, at: now } satisfies Attempt;
      last = Promise.resolve(noted);
      await writeFileAtomic(path, JSON.stringify(noted));
    },
  };
}

function parse(text: string): Attempt | null {
  try {
    return attempt.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
