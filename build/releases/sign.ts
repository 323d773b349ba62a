import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { signManifest } from '#shared/crypto/release-signature.ts';
import {
  manifestText,
  type ReleaseFile,
  type ReleaseManifest,
  releaseManifest,
} from '#shared/releases/manifest.ts';
import { packagedName, readPackaged } from '../shared/packaged.ts';
import { filesIn, MANIFEST, SIGNATURE } from './folder.ts';
import { openKeyFile } from './key-file.ts';
import { ReleaseProblem } from './problem.ts';

/** What of a manifest the folder itself does not say. Versions, where they are given, must be what was packaged. */
export interface ReleaseDetails
  extends Pick<ReleaseManifest, 'channel' | 'platform' | 'arch' | 'releasedAt' | 'notes'> {
  version?: string;
  electron?: string;
}

/** How an installer that updates itself ends, by system: the others (MSI, deb) are rolled out by IT's own means. */
const endings = { win32: '.exe', linux: '.appimage', darwin: '.zip' } as const;

/** Writes the manifest of a folder of installers and the detached signature over it. */
export async function signFolder(
  folder: string,
  details: ReleaseDetails,
  key: { file: string; passphrase: string },
): Promise<ReleaseManifest> {
  const files = await filesIn(folder);
  const versions = await packagedVersions(folder, files, details);
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
    ...versions,
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

/**
 * Versions as packaging wrote them down, of these very files. With a version that is not the one inside, every client would
 * install the release for ever; with a wrong Electron the guard against an older one would guard nothing.
 */
async function packagedVersions(
  folder: string,
  files: readonly ReleaseFile[],
  { platform, ...given }: ReleaseDetails,
): Promise<{ version: string; electron: string }> {
  const name = packagedName(platform);
  const packaged = await readPackaged(folder, platform);
  if (packaged === null || packaged.platform !== platform) {
    throw new ReleaseProblem(
      `${folder} has no valid ${name}. npm run package writes it beside the installers: put it with them.`,
    );
  }
  if (packaged.inspectable) {
    throw new ReleaseProblem('This was packaged with --inspectable, for tests alone. Package it without.');
  }
  const hashes = new Map(packaged.files.map((file) => [file.name, file.sha512]));
  for (const file of files) {
    if (hashes.get(file.name) !== file.sha512) {
      throw new ReleaseProblem(`${file.name} is not what was packaged, by ${name}: package it again.`);
    }
  }
  const { version, electron } = packaged;
  refuseOther('--version', given.version, version);
  refuseOther('--electron', given.electron, electron);
  return { version, electron };
}

function refuseOther(option: string, typed: string | undefined, inside: string): void {
  if (typed === undefined || typed === inside) return;
  throw new ReleaseProblem(`${option} says ${typed}, and ${inside} was packaged.`);
}
