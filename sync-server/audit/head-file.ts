import { createReadStream } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { type SignedHead, signedHead } from './head.ts';

/** A line of a heads file: the head and the public key that it was signed with, so that the file can be checked alone. */
const fileLine = signedHead.extend({ key: z.base64() });
export type FiledHead = z.infer<typeof fileLine>;

const NAME = /^audit-heads-.+\.jsonl$/;
/** More than any line has. */
const TAIL = 4096;

/** The files of heads in a folder, by name. */
export async function headFilesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  return names
    .filter((name) => NAME.test(name))
    .sort()
    .map((name) => path.join(folder, name));
}

/** The file a node writes; a higher generation is begun when the database has another history. */
export function headFileOf(folder: string, nodeName: string, generation: number): string {
  const name = nodeName.replaceAll(/[^A-Za-z0-9_-]/g, '_');
  return path.join(folder, `audit-heads-${name}.${generation}.jsonl`);
}

/** The heads of a file in their order, one at a time; `null` for a line that is none. */
export async function* readHeads(file: string): AsyncGenerator<FiledHead | null> {
  const lines = createInterface({
    input: createReadStream(file, 'utf8'),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  for await (const text of lines) yield parse(text);
}

/** The last whole head of a file, without reading the rest; `undefined` where there is no such file or head. */
export async function lastHeadIn(file: string): Promise<FiledHead | undefined> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (handle === undefined) return undefined;
  try {
    const { size } = await handle.stat();
    const length = Math.min(size, TAIL);
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length);
    const heads = buffer.toString('utf8').split('\n').map(parse);
    return heads.findLast((head) => head !== null) ?? undefined;
  } finally {
    await handle.close();
  }
}

/**
 * Appends heads and resolves when they are on the disk. Each begins on a line of its own, also where a crash cut the
 * one before it short.
 */
export async function appendHeads(file: string, heads: readonly SignedHead[], key: string): Promise<void> {
  const handle = await open(file, 'a+', 0o640);
  try {
    const { size } = await handle.stat();
    const last = Buffer.alloc(1, '\n');
    if (size > 0) await handle.read(last, 0, 1, size - 1);
    const text = heads.map((head) => `${JSON.stringify({ ...head, key } satisfies FiledHead)}\n`).join('');
    await handle.appendFile(last.toString() === '\n' ? text : `\n${text}`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function parse(text: string): FiledHead | null {
  try {
    return fileLine.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
