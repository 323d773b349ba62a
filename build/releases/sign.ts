import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { signManifest } from '#shared/crypto/release-signature.ts';
import { manifestText, type ReleaseManifest, releaseManifest } from '#shared/releases/manifest.ts';
import { filesIn, MANIFEST, SIGNATURE } from './folder.ts';
import { openKeyFile } from './key-file.ts';
import { ReleaseProblem } from './problem.ts';

/** What of a manifest the folder itself does not say. */
export type ReleaseDetails = Pick<
  ReleaseManifest,
  'version' | 'electron' | 'channel' | 'platform' | 'arch' | 'releasedAt' | 'notes'
>;

/** How an installer that updates itself ends, by system: the others (MSI, deb) are rolled out by IT's own means. */
const endings = { win32: '.exe', linux: '.appimage', darwin: '.zip' } as const;

/** Writes the manifest of a folder of installers and the detached signature over it. */
export async function signFolder(
  folder: string,
  details: ReleaseDetails,
  key: { file: string; passphrase: string },
): Promise<ReleaseManifest> {
  const files = await filesIn(folder);
  const ending = endings[details.platform];
  const installers = files.filter(({ name }) => name.toLowerCase().endsWith(ending));
  const [installer] = installers;
  if (installer === undefined || installers.length > 1) {
    throw new ReleaseProblem(
      `A release for ${details.platform} has exactly one file that ends in ${ending}.`,
    );
  }
  const manifest = releaseManifest.safeParse({
    format: 1,
    product: 'branchline',
    ...details,
    files,
    installer: installer.name,
  } satisfies ReleaseManifest);
  if (!manifest.success) {
    const paths = manifest.error.issues.map((issue) => issue.path.join('.'));
    throw new ReleaseProblem(`These are missing or not valid: ${[...new Set(paths)].join(', ')}.`);
  }
  const text = manifestText(manifest.data);
  const { privateKey } = await openKeyFile(key.file, key.passphrase);
  await writeFile(join(folder, MANIFEST), text);
  await writeFile(join(folder, SIGNATURE), `${await signManifest(privateKey, text)}\n`);
  return manifest.data;
}
