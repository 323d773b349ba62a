import { access, constants, stat } from 'node:fs/promises';
import type { FastifyBaseLogger } from 'fastify';

/**
 * Names settings whose folder is not there or cannot be written. The node goes on: a share that is away for a while must
 * not keep people from working, and what is to be kept there is kept when it is back.
 */
export async function tellUnwritable(
  folders: Readonly<Record<string, string | undefined>>,
  logger: Pick<FastifyBaseLogger, 'error'>,
): Promise<void> {
  for (const [setting, folder] of Object.entries(folders)) {
    if (folder !== undefined && !(await isWritable(folder)))
      logger.error({ setting }, 'the folder is not there or cannot be written: nothing is kept in it yet');
  }
}

async function isWritable(folder: string): Promise<boolean> {
  try {
    await access(folder, constants.W_OK | constants.X_OK);
    return (await stat(folder)).isDirectory();
  } catch {
    return false;
  }
}
