import { z } from 'zod';
import { rawOf, readRaw, writeRaw } from './documents.ts';
import type { Database } from './open.ts';

/** Where this replica stands with the server. Stored after the data it speaks of, never before. */
const syncState = z.object({
  checkpoint: z.string().nullable(),
  /** The version of the field rules that shaped what is stored; `null` before the first answer. */
  rulesVersion: z.string().nullable(),
  complete: z.boolean(),
  /** A download in place is under way: what it does not deliver is removed at its end. */
  resync: z.boolean(),
  lastSyncAt: z.string().nullable(),
});
export type SyncState = z.infer<typeof syncState>;

const fresh: SyncState = {
  checkpoint: null,
  rulesVersion: null,
  complete: false,
  resync: false,
  lastSyncAt: null,
};

/** What cannot be read counts as never written: the replica then downloads afresh, which is always right. */
export async function readSyncState(database: Database): Promise<SyncState> {
  const stored = rawOf((await readRaw(database.collections.meta, ['sync'])).get('sync'));
  const parsed = syncState.safeParse(stored?.value);
  return parsed.success ? parsed.data : fresh;
}

export async function writeSyncState(database: Database, value: SyncState): Promise<void> {
  await writeRaw(database.collections.meta, [{ id: 'sync', document: { id: 'sync', rev: 0, value } }]);
}
