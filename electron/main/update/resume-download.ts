import { type FileHandle, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ReleaseFile } from '#shared/releases/manifest.ts';
import { freeBytes, moveFile, onOneVolume } from './disk-room.ts';
import { isDiskFull } from './failures.ts';
import { isSignedFile } from './file-hash.ts';
import { untilAborted } from './progress-watch.ts';
import { UpdateFailed, UpdateRefused } from './refused.ts';

/** The file, and what its installer unpacks or electron-updater copies of it beside. */
const COPIES = 2;
/** Bytes that an update leaves to the replica and to the other programs of the machine. */
const RESERVE = 300_000_000;

export interface Download {
  url: URL;
  headers: Record<string, string>;
  file: ReleaseFile;
  /** Where the whole, right file goes. */
  destination: string;
  /** Where parts wait, across starts of the program. */
  partsFolder: string;
  fetch: typeof fetch;
  /** Bytes that are free where a folder lies; tests have a smaller disk. */
  freeBytes?: (folder: string) => Promise<number>;
  /** Ends it; what came is kept. */
  signal: AbortSignal;
  onPercent?: (percent: number) => void;
}

/**
 * Downloads a file from where an earlier attempt was cut, and moves it to its place only when it is the one that was
 * signed. A part is named by the hash it must come to, so that it can never be continued with another file; one that
 * comes out wrong is thrown away.
 *
 * @throws UpdateFailed when it was cut, to be gone on with later; UpdateRefused when the file is another
 */
export async function resumeDownload(download: Download): Promise<void> {
  const { file, destination, partsFolder } = download;
  await mkdir(partsFolder, { recursive: true, mode: 0o700 });
  const part = join(partsFolder, partName(file));
  await forgetOthers(partsFolder, partName(file));
  const have = await sizeOf(part);
  await mkdir(dirname(destination), { recursive: true });
  if (have < file.size) {
    await requireRoom(download, have);
    await fetchRest(download, part, have).catch(async (error: unknown) => {
      if (!isDiskFull(error)) throw error;
      // What came is less worth than the room that it takes.
      await rm(part, { force: true });
      throw new UpdateFailed('no_space');
    });
  }
  if (!(await isSignedFile(part, file))) {
    await rm(part, { force: true });
    throw new UpdateRefused('bad_file');
  }
  await moveFile(part, destination);
}

/** Asked before the first byte: an update that fills the disk would stop the work on this machine. */
async function requireRoom(download: Download, have: number): Promise<void> {
  const { file, destination, partsFolder } = download;
  const free = download.freeBytes ?? freeBytes;
  const target = dirname(destination);
  if ((await free(partsFolder)) < COPIES * file.size - have + RESERVE) throw new UpdateFailed('no_space');
  if (await onOneVolume(partsFolder, target)) return;
  if ((await free(target)) < COPIES * file.size + RESERVE) throw new UpdateFailed('no_space');
}

async function fetchRest(download: Download, part: string, have: number): Promise<void> {
  const { url, headers, file, signal } = download;
  const response = await download
    .fetch(url, {
      headers: {
        ...headers,
        ...(have > 0 && { range: `bytes=${have}-`, 'if-range': `"${file.sha512}"` }),
      },
      redirect: 'error',
      cache: 'no-store',
      signal,
    })
    .catch(() => {
      throw new UpdateFailed('unreachable');
    });
  if (response.status === 404 || response.status === 401) throw new UpdateRefused('not_offered');
  const from = response.status === 206 ? have : 0;
  const continues = response.headers.get('content-range')?.startsWith(`bytes ${from}-`) ?? false;
  if (response.body === null || (response.status === 206 ? !continues : response.status !== 200)) {
    throw new UpdateFailed('download_failed');
  }
  const handle = await open(part, from === 0 ? 'w' : 'r+', 0o600);
  try {
    await write(handle, response.body, from, download);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function write(
  handle: FileHandle,
  body: ReadableStream<Uint8Array>,
  from: number,
  { file, signal, onPercent }: Download,
): Promise<void> {
  const reader = body.getReader();
  let end = from;
  try {
    for (;;) {
      const { done, value } = await untilAborted(signal, reader.read()).catch(() => {
        throw new UpdateFailed('download_failed');
      });
      if (done) break;
      // A server that sends more than was signed must not fill the disk.
      if (end + value.length > file.size) throw new UpdateRefused('bad_file');
      await writeAll(handle, value, end);
      end += value.length;
      onPercent?.(Math.floor((100 * end) / file.size));
    }
  } catch (error) {
    // Not waited for: a body that has stalled may never say that it has ended.
    void reader.cancel().catch(() => undefined);
    throw error;
  }
  if (end < file.size) throw new UpdateFailed('download_failed');
}

/** On a disk that is nearly full the system takes less than it was given, without an error. */
async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    written += (await handle.write(bytes, written, bytes.length - written, position + written)).bytesWritten;
  }
}

function partName(file: ReleaseFile): string {
  return `${Buffer.from(file.sha512, 'base64').toString('hex').slice(0, 40)}.part`;
}

/** Parts of releases that came to nothing. */
async function forgetOthers(folder: string, keep: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name !== keep && name.endsWith('.part')) await rm(join(folder, name), { force: true });
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch {
    return 0;
  }
}
