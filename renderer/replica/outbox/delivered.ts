import { type Part, type RawDocument, rawOf, readRaw } from '../database/documents.ts';
import type { Database } from '../database/open.ts';
import type { Journal } from '../deps.ts';
import { unanswered } from '../device/answered.ts';
import type { Acts } from './acts.ts';
import { compose, serverVersionOf } from './compose.ts';
import type { Outbox } from './outbox.ts';
import type { OutboxRow } from './row.ts';

export interface DeliveredContext {
  database: Database;
  outbox: Outbox;
  journal: Journal;
  /** The person at work, who sends his own edits and gets their outcome. */
  userId: string;
}

/**
 * Colleagues' edits that wait in the journal no longer: the device has delivered them while they were away. Whatever
 * became of them, the server says it in the documents, so these are shown as the server has them from now on.
 * Resolves to true when there were any, and the server should be asked.
 */
export async function noteDelivered(context: DeliveredContext): Promise<boolean> {
  const { database, outbox, journal, userId } = context;
  const candidates = outbox
    .pending()
    .filter(({ authorId, delivered }) => authorId !== userId && delivered !== true);
  if (candidates.length === 0) return false;
  const waiting = new Set(unanswered(await journal.readJournal()).map(({ mutationId }) => mutationId));
  const delivered = candidates.filter(({ mutation }) => !waiting.has(mutation.id));
  if (delivered.length === 0) return false;
  await database.exclusive(async () => {
    const parts: Part[] = [];
    for (const row of firstOfEachDocument(delivered)) parts.push(await withoutThem(context, row, delivered));
    await outbox.markDelivered(delivered, parts);
  });
  return true;
}

/** Colleagues' acts that the device has delivered: nobody waits for what the server said to them. */
export async function forgetDelivered({
  database,
  acts,
  journal,
  userId,
}: Pick<DeliveredContext, 'database' | 'journal' | 'userId'> & { acts: Acts }): Promise<void> {
  const others = acts.notOf(userId);
  if (others.length === 0) return;
  const waiting = new Set(unanswered(await journal.readJournal()).map(({ mutationId }) => mutationId));
  const gone = new Set(others.flatMap(({ act: { id } }) => (waiting.has(id) ? [] : id)));
  await database.exclusive(() => acts.remove(gone));
}

function firstOfEachDocument(rows: readonly OutboxRow[]): OutboxRow[] {
  return [
    ...new Map(rows.map((row) => [`${row.mutation.collection}/${row.mutation.documentId}`, row])).values(),
  ];
}

async function withoutThem(
  { database, outbox }: DeliveredContext,
  { mutation: { collection: name, documentId } }: OutboxRow,
  delivered: readonly OutboxRow[],
): Promise<Part> {
  const collection = database.collections[name];
  const known = await readRaw(collection, [documentId]);
  const gone = new Set(delivered.map(({ mutation }) => mutation.id));
  const others = outbox.pendingOf(name, documentId).filter(({ id }) => !gone.has(id));
  const document: RawDocument | undefined = compose(serverVersionOf(rawOf(known.get(documentId))), others);
  return { collection, changes: [{ id: documentId, document: document ?? null }], known };
}
