import { join } from 'node:path';

export interface PrintToPdf {
  /** The page as the printer would get it. */
  print: () => Promise<Uint8Array>;
  /** Asks where to; `null` when the user thought better of it. */
  choose: (proposed: string) => Promise<string | null>;
  write: (path: string, content: Uint8Array) => Promise<void>;
  documents: string;
  now: Date;
}

/**
 * Saves what the page prints where the user chooses, and says where that is; `null` when nowhere. The proposed name
 * says when, never who: names of files end up in lists, in backups and on other people's screens.
 */
export async function printToPdf({
  print,
  choose,
  write,
  documents,
  now,
}: PrintToPdf): Promise<string | null> {
  const chosen = await choose(join(documents, proposedName(now)));
  if (chosen === null) return null;
  const path = /\.pdf$/i.test(chosen) ? chosen : `${chosen}.pdf`;
  await write(path, await print());
  return path;
}

function proposedName(now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
  return `branchline-${day}-${two(now.getHours())}${two(now.getMinutes())}.pdf`;
}
