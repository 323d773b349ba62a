import type { Client } from '../db/pool.ts';
import type { Manifest } from './manifest.ts';

/**
 * Tells the servers that there is a backup, for their figures. A backup that could not be noted is a good one all the
 * same, and raises the alarm of a missing one until somebody looks.
 */
export async function noteBackup(
  client: Client,
  { id, startedAt, finishedAt, bytes }: Manifest,
  onProgress: (message: string) => void,
): Promise<void> {
  try {
    await client.query(
      'insert into backups (id, started_at, finished_at, bytes) values ($1, $2, $3, $4) on conflict do nothing',
      [id, startedAt, finishedAt, bytes],
    );
  } catch {
    onProgress(
      'The backup is complete, but could not be noted in the database: its figures will not show it.',
    );
  }
}
