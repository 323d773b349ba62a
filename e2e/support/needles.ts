import { glob, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

interface Needle {
  text: string;
  form: string;
  bytes: Buffer;
}

/** A text in each form in which a browser may write it: UTF-8, UTF-16, base64 at any offset, percent-encoded. */
function formsOf(text: string): Needle[] {
  const utf8 = Buffer.from(text);
  const utf16 = Buffer.from(text, 'utf16le');
  return [
    { text, form: 'UTF-8', bytes: utf8 },
    { text, form: 'UTF-16', bytes: utf16 },
    ...[utf8, utf16].flatMap((bytes) => base64Forms(text, bytes)),
    ...(/^\p{ASCII}*$/u.test(text)
      ? []
      : [{ text, form: 'percent', bytes: Buffer.from(encodeURIComponent(text)) }]),
  ];
}

/** What is the same in base64 whatever stands before and behind: three alignments, without the ragged ends. */
function base64Forms(text: string, bytes: Buffer): Needle[] {
  return [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const from = Math.ceil((before * 8) / 6);
    const to = Math.floor(((before + bytes.length) * 8) / 6);
    return { text, form: 'base64', bytes: Buffer.from(encoded.slice(from, to)) };
  });
}

/** Where texts lie in clear in the files of a folder: `file: text (form)`. */
export async function findInClear(folder: string, texts: readonly string[]): Promise<string[]> {
  const needles = texts.flatMap(formsOf);
  const found: string[] = [];
  for await (const entry of glob('**/*', { cwd: folder, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    for (const { text, form, bytes: needle } of needles) {
      if (bytes.includes(needle)) found.push(`${relative(folder, path)}: ${text} (${form})`);
    }
  }
  return found;
}
