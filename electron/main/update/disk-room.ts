import { copyFile, open, rename, rm, stat, statfs } from 'node:fs/promises';
import { codeOf } from './failures.ts';

/** Bytes that somebody who is no administrator can still write where a folder lies. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize, blocks } = await statfs(folder);
  // Some network volumes count nothing: no word is no reason against it.
  return blocks === 0 ? Number.POSITIVE_INFINITY : bavail * bsize;
}

export async function onOneVolume(a: string, b: string): Promise<boolean> {
  return (await stat(a)).dev === (await stat(b)).dev;
}

/** Moves a file, over volumes too: at its place it is whole or not there. */
export async function moveFile(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (codeOf(error) !== 'EXDEV') throw error;
    await moveOver(from, to);
  }
}

async function moveOver(from: string, to: string): Promise<void> {
  const temporary = `${to}.moving`;
  try {
    await copyFile(from, temporary);
    const handle = await open(temporary, 'r+');
    await handle.sync().finally(() => handle.close());
    await rename(temporary, to);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await rm(from, { force: true });
}
