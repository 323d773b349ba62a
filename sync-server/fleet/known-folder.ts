import { stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Pool } from '../db/pool.ts';

/** Name of the row in `settings` that says which nodes have had a folder of orders. */
const FOLDERS_SETTING = 'order_folders';

/**
 * Rejects where the folder is not the one that this node has filed into before: the place of a share that is not mounted
 * is an empty folder, and everything that was ordered would be forgotten in silence. The first time it is marked.
 */
export async function requireKnownFolder(pool: Pool, folder: string, nodeName: string): Promise<void> {
  const mark = path.join(folder, `${fileNameOf(nodeName)}.mark`);
  if (await exists(mark)) return await note(pool, nodeName);
  const known = await pool.query('select 1 from settings where name = $1 and value ? $2', [
    FOLDERS_SETTING,
    nodeName,
  ]);
  if (known.rowCount !== 0) throw new Error('the folder of orders has no mark of this node');
  await writeFile(mark, 'Orders to devices are filed here. Without this file this node lets nobody in.\n', {
    mode: 0o640,
  });
  await note(pool, nodeName);
}

/** A node's name as part of the name of a file. */
export function fileNameOf(nodeName: string): string {
  return nodeName.replaceAll(/[^A-Za-z0-9_-]/g, '_');
}

async function note(pool: Pool, nodeName: string): Promise<void> {
  await pool.query(
    `insert into settings (name, value) values ($1, jsonb_build_object($2::text, true))
     on conflict (name) do update set value = settings.value || excluded.value
     where not settings.value ? $2`,
    [FOLDERS_SETTING, nodeName],
  );
}

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
