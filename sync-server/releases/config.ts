import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { releaseKey } from '#shared/releases/manifest.ts';

/** Where release files are kept, the same folder for every node, and whose signatures count. */
export interface ReleaseConfig {
  readonly folder: string;
  /** Base64 of Ed25519 public keys; those that clients are built with. */
  readonly publicKeys: readonly string[];
}

/** The folder could not be used, or a key is none; the message is a sentence for whoever starts the server. */
export class ReleaseConfigError extends Error {}

export async function openReleases(config: ReleaseConfig | undefined): Promise<ReleaseConfig | undefined> {
  if (config === undefined) return undefined;
  if (config.publicKeys.some((key) => !releaseKey.safeParse(key).success)) {
    throw new ReleaseConfigError('RELEASE_KEYS holds something that is not a public key of a release.');
  }
  const folder = path.resolve(config.folder);
  try {
    await mkdir(folder, { recursive: true, mode: 0o750 });
  } catch {
    throw new ReleaseConfigError('The folder in RELEASES_DIR cannot be made or entered.');
  }
  return { ...config, folder };
}
