import { z } from 'zod';
import { recordedAct } from '#shared/model/act.ts';
import { commit, type RawDocument } from '../database/documents.ts';
import type { Database } from '../database/open.ts';
import { readAll } from '../database/scan.ts';

/** One act on its way. It has no values and no outcome that anybody waits for: answered, it is gone. */
const actRow = z.object({ authorId: z.uuid(), act: recordedAct });
export type ActRow = z.infer<typeof actRow>;

export interface Acts {
  /** Those of one user, in the order in which they were made. */
  of(authorId: string): ActRow[];
  /** Those of everybody else. */
  notOf(authorId: string): ActRow[];
  /** Resolves when it is durable. */
  append(row: ActRow): Promise<void>;
  remove(ids: ReadonlySet<string>): Promise<void>;
  /** Stores again what the disk has lost. */
  restore(ids: ReadonlySet<string>): Promise<void>;
}

/** Recorded acts lie beside the edits in the outbox, and are none: no screen lists them and no count has them. */
export async function openActs(database: Database): Promise<Acts> {
  const collection = database.collections.outbox;
  const stored = (await readAll(collection)).flatMap((document) => {
    const parsed = actRow.safeParse(document.recorded);
    return parsed.success ? parsed.data : [];
  });
  // Their ids are of version 7, and nothing depends on the order of two acts.
  stored.sort((a, b) => (a.act.id < b.act.id ? -1 : 1));
  const rows = new Map(stored.map((row) => [row.act.id, row]));

  const put = (puts: readonly ActRow[]) =>
    commit(
      [{ collection, changes: puts.map((row) => ({ id: row.act.id, document: toDocument(row) })) }],
      'strict',
    );

  return {
    of: (authorId) => [...rows.values()].filter((row) => row.authorId === authorId),
    notOf: (authorId) => [...rows.values()].filter((row) => row.authorId !== authorId),
    async append(row) {
      await put([row]);
      rows.set(row.act.id, row);
    },
    async remove(ids) {
      const gone = [...rows.keys()].filter((id) => ids.has(id));
      await commit([{ collection, changes: gone.map((id) => ({ id, document: null })) }], 'strict');
      for (const id of gone) rows.delete(id);
    },
    restore: (ids) => put([...rows.values()].filter(({ act }) => ids.has(act.id))),
  };
}

function toDocument(row: ActRow): RawDocument {
  return { id: row.act.id, rev: 0, recorded: row };
}
