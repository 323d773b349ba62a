import { constants, copyFile, type FileHandle, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SealedCopy } from '#shared/protocol/device.ts';
import { syncFolder, withFile } from '../atomic-file.ts';
import { readFrame } from './frame.ts';
import { type Place, Places } from './places.ts';
import { scanJournal } from './scan.ts';

/**
 * The file behind the journal. One writer: nothing here may run beside itself. It is opened for each act, which costs
 * next to nothing beside the sync, and Windows renames over no open file.
 */
export interface JournalFile {
  readonly places: Places;
  /** Bytes of the file. */
  readonly size: number;
  /** Adds whole records at the end and resolves, with their places, when they survive a power cut. */
  append(frames: readonly Buffer[]): Promise<Place[]>;
  read(living: readonly Place[]): Promise<SealedCopy[]>;
  /** Takes what is removed out of the file. */
  compact(): Promise<void>;
}

const FILE = 'journal.log';
const FRESH = 'journal.new';
/** The first damaged file is kept for people to look into; more of them would fill the disk. */
const DAMAGED = 'journal.damaged';

/**
 * Opens the journal. What a crash cut off is cut off for good; where the disk damaged something, the records around
 * it are kept and the file is written anew.
 */
export async function openJournalFile(folder: string, onDamage: () => void): Promise<JournalFile> {
  const path = join(folder, FILE);
  const places = new Places();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // Left by a crash before it took the place of the old one, which is whole.
  await rm(join(folder, FRESH), { force: true });
  let size = 0;
  let damaged = false;
  /** What lies behind `size` is not known: a write or a sync failed, or was cut off. */
  let untidy = false;
  await withFile(path, 'a+', async (file) => {
    await file.sync();
    const scan = await scanJournal(file, (record, at, length) => {
      if ('add' in record) places.put(record.add.mutationId, { at, length });
      else for (const id of record.remove) places.drop(id);
    });
    size = scan.end;
    damaged = scan.damaged;
    untidy = (await file.stat()).size > size;
  });
  await syncFolder(folder);
  await syncFolder(join(folder, '..'));

  async function tidy(): Promise<void> {
    if (!untidy) return;
    await withFile(path, 'r+', async (file) => {
      await file.truncate(size);
      await file.sync();
    });
    untidy = false;
  }

  async function compact(): Promise<void> {
    if (places.bytes === 0) {
      size = 0;
      untidy = true;
      return tidy();
    }
    const moved: [string, Place][] = [];
    await withFile(path, 'r', (file) =>
      withFile(join(folder, FRESH), 'w', async (fresh) => {
        let at = 0;
        for (const [id, place] of places.entries()) {
          await fresh.appendFile(await bytesAt(file, place));
          moved.push([id, { at, length: place.length }]);
          at += place.length;
        }
        await fresh.sync();
      }),
    );
    // A crash from here on leaves the old file or the new one.
    await rename(join(folder, FRESH), path);
    for (const [id, place] of moved) places.put(id, place);
    size = places.bytes;
    untidy = false;
    await syncFolder(folder);
  }

  async function bytesAt(file: FileHandle, { at, length }: Place): Promise<Buffer> {
    const bytes = Buffer.alloc(length);
    const { bytesRead } = await file.read(bytes, 0, length, at);
    if (bytesRead !== length) throw new Error('journal is shorter than it was');
    return bytes;
  }

  if (damaged) {
    onDamage();
    await copyFile(path, join(folder, DAMAGED), constants.COPYFILE_EXCL).catch(() => undefined);
    await compact();
  }
  await tidy();

  return {
    places,
    get size() {
      return size;
    },
    compact,
    async append(frames) {
      await tidy();
      untidy = true;
      await withFile(path, 'a', async (file) => {
        await file.appendFile(Buffer.concat(frames));
        await file.datasync();
      });
      untidy = false;
      return frames.map(({ length }) => {
        const place = { at: size, length };
        size += length;
        return place;
      });
    },
    async read(living) {
      const copies: SealedCopy[] = [];
      await withFile(path, 'r', async (file) => {
        for (const place of living) {
          const found = readFrame(await bytesAt(file, place), 0);
          if (typeof found === 'string' || !('add' in found.record))
            throw new Error('journal record unreadable');
          copies.push(found.record.add);
        }
      });
      return copies;
    },
  };
}
