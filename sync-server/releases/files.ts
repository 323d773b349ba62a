import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ReleaseFile } from '#shared/releases/manifest.ts';
import { HttpError } from '../http/http-error.ts';

/** A file's place. Names are checked by the manifest's schema and ids by the route's: neither can leave the folder. */
export function filePath(folder: string, releaseId: string, name: string): string {
  return path.join(folder, releaseId, name);
}

const partOf = (file: string) => `${file}.part`;

/** Bytes of a file that are here, and whether it is whole: only what had the right hash has its own name. */
export async function progressOf(
  folder: string,
  releaseId: string,
  file: ReleaseFile,
): Promise<{ received: number; complete: boolean }> {
  const place = filePath(folder, releaseId, file.name);
  if ((await sizeOf(place)) === file.size) return { received: file.size, complete: true };
  return { received: await sizeOf(partOf(place)), complete: false };
}

/**
 * Adds a piece at `from`, which must be where the file ends. Never more than the manifest says, whatever is sent. The
 * last piece is followed by a look at the whole file's hash: a wrong one takes the file away.
 */
export async function addPiece(
  folder: string,
  releaseId: string,
  file: ReleaseFile,
  from: number,
  body: AsyncIterable<Buffer>,
): Promise<{ received: number; complete: boolean }> {
  const place = filePath(folder, releaseId, file.name);
  const before = await progressOf(folder, releaseId, file);
  if (before.complete) return before;
  if (before.received !== from) throw new HttpError('conflict', 'the piece does not follow what is here');
  await mkdir(path.dirname(place), { recursive: true, mode: 0o750 });
  const received = await append(partOf(place), from, file.size, body);
  if (received < file.size) return { received, complete: false };
  if ((await hashOf(partOf(place))) !== file.sha512) {
    await rm(partOf(place), { force: true });
    throw new HttpError('bad_request', 'the file is not the one that was signed', { paths: ['/name'] });
  }
  await rename(partOf(place), place);
  return { received, complete: true };
}

export async function removeFiles(folder: string, releaseId: string): Promise<void> {
  await rm(path.join(folder, releaseId), { recursive: true, force: true });
}

/** SHA-512 in base64, read a megabyte at a time. */
export async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha512');
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest('base64');
}

async function append(
  file: string,
  from: number,
  most: number,
  body: AsyncIterable<Buffer>,
): Promise<number> {
  const handle = await open(file, from === 0 ? 'w' : 'r+', 0o640);
  let end = from;
  try {
    for await (const bytes of body) {
      if (end + bytes.length > most) throw new HttpError('payload_too_large', 'more than the manifest says');
      await handle.write(bytes, 0, bytes.length, end);
      end += bytes.length;
    }
    await handle.sync();
  } catch (error) {
    // A piece counts whole or not at all: the client sends it again from where it began.
    await handle.truncate(from);
    if (error instanceof HttpError) throw error;
    if (isCode(error, 'ENOSPC')) throw new HttpError('unavailable', 'the disk for releases is full');
    throw new HttpError('bad_request', 'the piece did not come whole');
  } finally {
    await handle.close();
  }
  return end;
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch {
    return 0;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
