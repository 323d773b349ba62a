import { z } from 'zod';
import { instant, prose } from '../model/primitives.ts';
import { version } from './version.ts';

/** Names as the operating systems' Node has them. */
export const platform = z.enum(['win32', 'linux', 'darwin']);
export type Platform = z.infer<typeof platform>;
export const arch = z.enum(['x64', 'arm64']);
export type Arch = z.infer<typeof arch>;

/** A line of releases; part of addresses, and chosen by policy. */
export const channel = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);

/** A plain name: it becomes a name in a folder and in an address. Windows' device names are none. */
export const fileName = z
  .string()
  .max(120)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*[A-Za-z0-9]$/)
  .refine((name) => !name.includes('..') && !/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(name));

/** Bytes of the largest file of a release. */
export const MOST_FILE_BYTES = 1_000_000_000;

/** SHA-512 in base64, as electron-updater has it. */
export const sha512 = z.base64().length(88);

/** Base64 of an Ed25519 public key in SPKI form: 44 bytes. */
export const releaseKey = z.base64().length(60);
/** Base64 of 64 bytes. */
export const releaseSignature = z.base64().length(88);

export const releaseFile = z.strictObject({
  name: fileName,
  /** Bytes. */
  size: z.int().min(1).max(MOST_FILE_BYTES),
  sha512,
});
export type ReleaseFile = z.infer<typeof releaseFile>;

/** What is signed: everything that decides whether and what a device installs. */
export const releaseManifest = z
  .strictObject({
    format: z.literal(1),
    product: z.literal('branchline'),
    version,
    /** The Electron inside: an older one can erase IndexedDB. */
    electron: version,
    channel,
    platform,
    arch,
    files: z.array(releaseFile).min(1).max(20),
    /** Which of the files is run to install. */
    installer: fileName,
    releasedAt: instant,
    notes: z.strictObject({ 'zh-CN': prose(4000), en: prose(4000) }),
  })
  .refine(({ files }) => new Set(files.map(({ name }) => name.toLowerCase())).size === files.length, {
    path: ['files'],
    error: 'each file once',
  })
  .refine(({ files, installer }) => files.some(({ name }) => name === installer), {
    path: ['installer'],
    error: 'one of the files',
  });
export type ReleaseManifest = z.infer<typeof releaseManifest>;

/** Characters of a manifest's text. */
export const MOST_MANIFEST = 40_000;

/**
 * The one text of a manifest: no spaces, keys sorted, files by name. Signatures are over its UTF-8 bytes.
 */
export function manifestText(manifest: ReleaseManifest): string {
  const files = [...manifest.files].sort((a, b) => (a.name < b.name ? -1 : 1));
  return JSON.stringify(sorted({ ...manifest, files }));
}

/** The manifest that a text is, `null` for anything but the one text of a valid one. */
export function parseManifest(text: string): ReleaseManifest | null {
  if (text.length > MOST_MANIFEST) return null;
  try {
    const manifest = releaseManifest.parse(JSON.parse(text));
    return manifestText(manifest) === text ? manifest : null;
  } catch {
    return null;
  }
}

/** The file of a release that is run to install it. */
export function installerOf(manifest: ReleaseManifest): ReleaseFile {
  const found = manifest.files.find(({ name }) => name === manifest.installer);
  if (found === undefined) throw new Error('a manifest without its installer');
  return found;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, one]) => [key, sorted(one)]));
}
