import { sameJson } from '#shared/merge/three-way.ts';
import { rawOf, readRaw, writeRaw } from '../database/documents.ts';
import type { Database } from '../database/open.ts';
import { compose, serverVersionOf } from './compose.ts';
import type { Outbox } from './outbox.ts';

/** At open: puts unanswered edits into their documents again, for a crash between the two writes of an edit. */
export async function reapplyPending(database: Database, outbox: Outbox): Promise<void> {
  const held = outbox.pending().filter((row) => row.evicted !== true);
  const targets = new Map(
    held.map(({ mutation }) => [`${mutation.collection}/${mutation.documentId}`, mutation] as const),
  );
  await database.exclusive(async () => {
    for (const { collection: name, documentId } of targets.values()) {
      const collection = database.collections[name];
      const known = await readRaw(collection, [documentId]);
      const stored = rawOf(known.get(documentId));
      const view = compose(serverVersionOf(stored), outbox.pendingOf(name, documentId));
      if (view === undefined || sameJson(view, stored)) continue;
      await writeRaw(collection, [{ id: documentId, document: view }], known);
    }
  });
}
