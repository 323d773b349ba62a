import type { InboxItem } from '#shared/model/inbox.ts';
import type { Client } from '../db/pool.ts';

/**
 * Tells the author what became of a parked edit or of a request, in the item they have of it already; it counts as
 * unread again. No value is added: what the author may see of the file is decided when the item is read.
 */
export async function noteDecision(
  client: Client,
  mutationId: string,
  decision: Required<Pick<InboxItem, 'decision' | 'decidedByName' | 'decidedAt'>>,
): Promise<void> {
  await client.query(
    `update inbox set doc = doc || $2::jsonb
     where doc ->> 'mutationId' = $1 and doc ->> 'outcome' = 'parked' and not deleted`,
    [mutationId, JSON.stringify({ ...decision, resolved: false })],
  );
}
