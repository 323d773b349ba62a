import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { type Platform, platform, sha512 } from '#shared/releases/manifest.ts';

/** What packaging knows for certain of the installers it made: whoever signs them would have to type it from memory. */
export const packaged = z.strictObject({
  format: z.literal(1),
  platform,
  version: z.string(),
  /** The Electron inside. */
  electron: z.string(),
  /** A debugger is let in: for the end-to-end suite alone. */
  inspectable: z.boolean(),
  files: z.array(z.strictObject({ name: z.string(), sha512 })),
});
export type Packaged = z.infer<typeof packaged>;

/** Beside the installers; one for each system, for several may be packaged into one folder. */
export const packagedName = (of: Platform): string => `packaged-${of}.json`;

export const isPackagedName = (name: string): boolean =>
  platform.options.some((one) => packagedName(one) === name);

/** @param made paths of what was made; folders among them, as `dir` makes, are nothing to be signed */
export async function writePackaged(
  folder: string,
  made: readonly string[],
  details: Omit<Packaged, 'format' | 'files'>,
): Promise<void> {
  const files: Packaged['files'] = [];
  // electron-builder does not name every block map that it makes.
  for (const path of new Set(made.flatMap((one) => [one, `${one}.blockmap`]))) {
    const found = await stat(path).catch(() => null);
    if (found?.isFile()) files.push({ name: basename(path), sha512: await sha512Of(path) });
  }
  const content = { format: 1, ...details, files } satisfies Packaged;
  await writeFile(join(folder, packagedName(details.platform)), `${JSON.stringify(content, null, 2)}\n`);
}

/** `null` where there is none, or it is not one. */
export async function readPackaged(folder: string, of: Platform): Promise<Packaged | null> {
  try {
    return packaged.parse(JSON.parse(await readFile(join(folder, packagedName(of)), 'utf8')));
  } catch {
    return null;
  }
}

export async function sha512Of(path: string): Promise<string> {
  const hash = createHash('sha512');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk);
  return hash.digest('base64');
}
