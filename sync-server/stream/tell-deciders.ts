import type { Client } from '../db/pool.ts';
import { ownedFiles } from '../feed/ownership.ts';
import { FEED_NOTIFICATION } from '../feed/stamp-batch.ts';

/** Stands before a channel in a notification: not the channel's documents, but what waits for a decision there. */
export const DECIDE = 'decide:';

/**
 * Tells whoever reads a file that what waits for a decision about it has changed, when this transaction commits. Few
 * edits wait for somebody, so that notifying from their commits serialises few.
 */
export async function tellDeciders(client: Client, customerId: string, now: Date): Promise<void> {
  const [file] = await ownedFiles(client, now, 'c.id = $2', [customerId]);
  const channels = file?.channels ?? [];
  if (channels.length === 0) return;
  const payload = JSON.stringify(channels.map((channel) => `${DECIDE}${channel}`));
  await client.query('select pg_notify($1, $2)', [FEED_NOTIFICATION, payload]);
}
