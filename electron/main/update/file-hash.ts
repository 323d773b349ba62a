import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { ReleaseFile } from '#shared/releases/manifest.ts';

/** Whether a file on the disk is the one that was signed; a file that cannot be read is not. */
export async function isSignedFile(path: string, file: ReleaseFile): Promise<boolean> {
  try {
    if ((await stat(path)).size !== file.size) return false;
    const hash = createHash('sha512');
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }))
      hash.update(chunk as Buffer);
    return hash.digest('base64') === file.sha512;
  } catch {
    return false;
  }
}
