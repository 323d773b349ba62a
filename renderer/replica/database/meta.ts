import { z } from 'zod';
import { comparison } from '#shared/protocol/reconcile.ts';
import { commit, type Part, rawOf, readRaw, writeRaw } from './documents.ts';
import type { Database } from './open.ts';

/** Where this replica stands with the server. Stored behind the data it speaks of, in the same queue. */
const syncState = z.object({
  checkpoint: z.string().nullable(),
  /** The version of the field rules that shaped what is stored; `null` before the first answer. */
  rulesVersion: z.string().nullable(),
  complete: z.boolean(),
  /** A download in place is under way: what it does not deliver is removed at its end. */
  resync: z.boolean(),
  /** Why, where it is because something could not be read. */
  repair: z.enum(['damaged', 'rebuilt']).optional(),
  /** The run of the database that gave the checkpoint. */
  run: z.string().optional(),
  /** History was lost: what is here is compared with what the server has. */
  reconcile: z.boolean().optional(),
  /** What is to be named next, as the checkpoint has it. */
  compare: comparison.optional(),
  lastSyncAt: z.string().nullable(),
  /** Whose inbox the checkpoint speaks of. */
  userId: z.string().optional(),
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

/** Behind what was pulled before it, so that it never speaks of data that a crash took away. */
export async function writeSyncState(database: Database, value: SyncState): Promise<void> {
  await commit([partOf(database, value)], 'relaxed');
}

function partOf(database: Database, value: SyncState): Part {
  const document = { id: 'sync', rev: 0, value };
  return { collection: database.collections.meta, changes: [{ id: 'sync', document }] };
}

/** Whether this user's own log is the one that the checkpoint speaks of, and not one that was begun anew. */
export async function isPersonalFilled(database: Database): Promise<boolean> {
  return (await readRaw(database.collections.personalMeta, ['filled'])).has('filled');
}

export async function markPersonalFilled(database: Database): Promise<void> {
  await writeRaw(database.collections.personalMeta, [{ id: 'filled', document: { id: 'filled', rev: 0 } }]);
}
