import type { RingStage } from '#shared/protocol/releases.ts';
import { parseManifest, type ReleaseManifest } from '#shared/releases/manifest.ts';
import type { Client } from '../db/pool.ts';

export interface ReleaseRow {
  readonly id: string;
  readonly channel: string;
  readonly platform: string;
  readonly arch: string;
  readonly version: string;
  readonly electron: string;
  readonly manifest: string;
  readonly signature: string;
  readonly uploaded_by: string;
  readonly uploaded_at: Date;
  readonly whole_at: Date | null;
  readonly stage: RingStage;
  readonly pilots: string[];
  readonly percent: number;
  readonly paused_at: Date | null;
}

export async function findRelease(
  client: Pick<Client, 'query'>,
  id: string,
  lock: '' | 'for update' = '',
): Promise<ReleaseRow | undefined> {
  const found = await client.query<ReleaseRow>(`select * from releases where id = $1 ${lock}`, [id]);
  return found.rows[0];
}

/** The manifest of a stored release. It was checked when it came; a row that fails now was tampered with. */
export function manifestOf(row: Pick<ReleaseRow, 'manifest'>): ReleaseManifest {
  const manifest = parseManifest(row.manifest);
  if (manifest === null) throw new Error('a stored release is not a manifest any more');
  return manifest;
}
