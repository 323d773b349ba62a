import { parseManifest, type ReleaseManifest } from '#shared/releases/manifest.ts';

/** Names that the signing tool writes. */
const MANIFEST = 'release.json';
const SIGNATURE = 'release.sig';

/** Why the files that were chosen are no release, before anything is sent. */
export type ChoiceProblem =
  | { code: 'no_manifest' | 'not_manifest' }
  | { code: 'missing_file' | 'wrong_size'; name: string };

export interface ChosenRelease {
  manifest: ReleaseManifest;
  text: string;
  signature: string;
  files: ReadonlyMap<string, File>;
}

/** The release that some files are. The server judges signature and hashes; here only what spares a useless upload. */
export async function readChoice(chosen: readonly File[]): Promise<ChosenRelease | ChoiceProblem> {
  const files = new Map(chosen.map((file) => [file.name, file]));
  const [manifestFile, signatureFile] = [files.get(MANIFEST), files.get(SIGNATURE)];
  if (manifestFile === undefined || signatureFile === undefined) return { code: 'no_manifest' };
  const text = await manifestFile.text();
  const manifest = parseManifest(text);
  if (manifest === null) return { code: 'not_manifest' };
  for (const { name, size } of manifest.files) {
    const file = files.get(name);
    if (file === undefined) return { code: 'missing_file', name };
    if (file.size !== size) return { code: 'wrong_size', name };
  }
  return { manifest, text, signature: (await signatureFile.text()).trim(), files };
}
