import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { SystemUser } from '../db/embedded/run.ts';
import { sideBySide } from './side-by-side.ts';

export interface Copied {
  readonly size: number;
  readonly sha256: string;
}

const PIECE = 1024 * 1024;

/** Reads a file to its end, in pieces; what it held is told by size and hash. */
export async function hashFile(file: string): Promise<Copied> {
  return throughFile(file, async () => undefined);
}

/**
 * Copies one file into a new one that only its owner reads, to be made durable with {@link syncFiles}. Tells what was
 * written: the source may change meanwhile, as the files of a running database do.
 */
export async function copyFile(from: string, to: string, owner?: SystemUser): Promise<Copied> {
  const target = await open(to, 'wx', 0o600);
  try {
    const copied = await throughFile(from, async (piece) => {
      await target.writeFile(piece);
    });
    if (owner) await target.chown(owner.uid, owner.gid);
    return copied;
  } finally {
    await target.close();
  }
}

async function throughFile(file: string, take: (piece: Buffer) => Promise<void>): Promise<Copied> {
  const source = await open(file, 'r');
  try {
    const hash = createHash('sha256');
    const buffer = Buffer.allocUnsafe(PIECE);
    let size = 0;
    for (;;) {
      const { bytesRead } = await source.read(buffer, 0, PIECE, null);
      if (bytesRead === 0) return { size, sha256: hash.digest('hex') };
      const piece = buffer.subarray(0, bytesRead);
      hash.update(piece);
      await take(piece);
      size += bytesRead;
    }
  } finally {
    await source.close();
  }
}

/**
 * Makes files durable, all of them after all were written: the system has stored most of them by then, and each one by
 * itself would take many times as long.
 */
export async function syncFiles(files: readonly string[]): Promise<void> {
  await sideBySide(files, async (file) => {
    const handle = await open(file, 'r+');
    await handle.sync().finally(() => handle.close());
  });
}

/** The name of a folder or file is durable only once the folder that it is in is. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows opens no folders.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}
