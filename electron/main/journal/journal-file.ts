import { constants, copyFile, mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SealedCopy } from '#shared/protocol/device.ts';
import { syncFolder } from '../atomic-file.ts';
import { readFrame } from './frame.ts';
import { type Place, Places } from './places.ts';
import { scanJournal } from './scan.ts';

/** The file behind the journal. One writer: nothing here may run beside itself. */
export interface JournalFile {
  readonly places: Places;
  /** Bytes of the file. */
  readonly size: number;
  /** Adds whole records at the end and resolves, with their places, when they survive a power cut. */
  append(frames: readonly Buffer[]): Promise<Place[]>;
  read(place: Place): Promise<SealedCopy>;
  /** Takes what is removed out of the file. */
  compact(): Promise<void>;
  close(): Promise<void>;
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
  let file = await open(path, 'a+', 0o600);
  await file.sync();
  await syncFolder(folder);
  await syncFolder(join(folder, '..'));

  const scan = await scanJournal(file, (record, at, length) => {
    if ('add' in record) places.put(record.add.mutationId, { at, length });
    else for (const id of record.remove) places.drop(id);
  });
  let size = scan.end;
  /** What lies behind `size` is not known: a write or a sync failed, or was cut off. */
  let untidy = (await file.stat()).size > size;

  async function tidy(): Promise<void> {
    if (!untidy) return;
    await file.truncate(size);
    await file.sync();
    untidy = false;
  }

  async function compact(): Promise<void> {
    if (places.bytes === 0) {
      size = 0;
      untidy = true;
      return tidy();
    }
    const moved = await copyLiving(join(folder, FRESH));
    // Windows renames over no open file. A crash from here on leaves the old file or the new one.
    await file.close();
    try {
      await rename(join(folder, FRESH), path);
      for (const [id, place] of moved) places.put(id, place);
      size = places.bytes;
      await syncFolder(folder);
    } finally {
      file = await open(path, 'a+', 0o600);
    }
  }

  async function copyLiving(to: string): Promise<[string, Place][]> {
    const fresh = await open(to, 'w', 0o600);
    try {
      const moved: [string, Place][] = [];
      let at = 0;
      for (const [id, place] of places.entries()) {
        await fresh.write(await bytesAt(place), 0, place.length, at);
        moved.push([id, { at, length: place.length }]);
        at += place.length;
      }
      await fresh.sync();
      return moved;
    } finally {
      await fresh.close();
    }
  }

  async function bytesAt({ at, length }: Place): Promise<Buffer> {
    const bytes = Buffer.alloc(length);
    const { bytesRead } = await file.read(bytes, 0, length, at);
    if (bytesRead !== length) throw new Error('journal is shorter than it was');
    return bytes;
  }

  if (scan.damaged) {
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
      await file.appendFile(Buffer.concat(frames));
      await file.datasync();
      untidy = false;
      return frames.map(({ length }) => {
        const place = { at: size, length };
        size += length;
        return place;
      });
    },
    async read(place) {
      const found = readFrame(await bytesAt(place), 0);
      if (typeof found === 'string' || !('add' in found.record)) throw new Error('journal record unreadable');
      return found.record.add;
    },
    close: () => file.close(),
  };
}
