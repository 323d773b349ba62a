import { verifiedManifest } from '#shared/crypto/release-signature.ts';
import type { ReleaseManifest } from '#shared/releases/manifest.ts';
import { filesIn, signedIn } from './folder.ts';
import { ReleaseProblem } from './problem.ts';

/** Checks a signed folder as a client will: the signature, then every file, and that there is none besides. */
export async function verifyFolder(folder: string, publicKeys: readonly string[]): Promise<ReleaseManifest> {
  const { text, signature } = await signedIn(folder);
  const manifest = await verifiedManifest(publicKeys, text, signature);
  if (manifest === null) {
    throw new ReleaseProblem('The signature does not hold: another key, or the manifest was changed.');
  }
  const found = new Map((await filesIn(folder)).map((file) => [file.name, file]));
  for (const { name, size, sha512 } of manifest.files) {
    const file = found.get(name);
    found.delete(name);
    if (file === undefined) throw new ReleaseProblem(`${name} is missing.`);
    if (file.size !== size || file.sha512 !== sha512) {
      throw new ReleaseProblem(`${name} is not the file that was signed.`);
    }
  }
  const [extra] = found.keys();
  if (extra !== undefined) throw new ReleaseProblem(`${extra} was not signed.`);
  return manifest;
}
