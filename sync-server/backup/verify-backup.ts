import path from 'node:path';
import { hashFile } from './copy-file.ts';
import { BackupError } from './errors.ts';
import { type Manifest, readManifest } from './manifest.ts';
import { sideBySide } from './side-by-side.ts';

/** Reads every file of a backup again and compares it with the manifest. @throws BackupError */
export async function verifyBackup(folder: string, onProgress: (message: string) => void): Promise<Manifest> {
  const manifest = await readManifest(folder);
  const damaged: string[] = [];
  await sideBySide(
    manifest.files,
    async (file) => {
      const found = await hashFile(path.join(folder, file.path)).catch(() => undefined);
      if (found?.sha256 !== file.sha256 || found.size !== file.size) damaged.push(file.path);
    },
    (percent) => onProgress(`Read ${percent} % of ${manifest.files.length} files`),
  );
  if (damaged.length === 0) return manifest;
  throw damagedFiles(folder, damaged);
}

/** Names of PostgreSQL's files are numbers: nothing of the bank is in them. */
export function damagedFiles(folder: string, files: readonly string[]): BackupError {
  const named = files.slice(0, 5).join(', ') + (files.length > 5 ? ` and ${files.length - 5} more` : '');
  return new BackupError(
    'backup_damaged',
    `${folder} is damaged or incomplete: ${named}. Use another backup.`,
  );
}
