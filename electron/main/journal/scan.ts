import type { FileHandle } from 'node:fs/promises';
import { HEADER_BYTES, type JournalRecord, MAX_BODY_BYTES, nextMark, readFrame } from './frame.ts';

const CHUNK_BYTES = 4 * (MAX_BODY_BYTES + HEADER_BYTES);

export interface Scan {
  /** End of the last whole record: bytes behind it are a write that was cut off. */
  end: number;
  /** Something before {@link end} was no record: damage, which no crash of ours leaves behind. */
  damaged: boolean;
}

/** Reads a journal from its start, a few megabytes at a time, and calls back for every whole record. */
export async function scanJournal(
  file: FileHandle,
  onRecord: (record: JournalRecord, at: number, length: number) => void,
): Promise<Scan> {
  const { size } = await file.stat();
  const chunk = Buffer.alloc(Math.min(CHUNK_BYTES, size));
  let end = 0;
  let skipped = false;
  let damaged = false;
  let at = 0;
  while (at < size) {
    const bytes = chunk.subarray(0, await readAt(file, chunk, at));
    let within = 0;
    while (within < bytes.length) {
      const found = readFrame(bytes, within);
      if (typeof found === 'object') {
        onRecord(found.record, at + within, found.length);
        within += found.length;
        end = at + within;
        damaged ||= skipped;
        continue;
      }
      const maybeMore = found === 'short' && at + bytes.length < size;
      if (maybeMore && within > 0) break;
      // Also a record that only claims to go on beyond the end of the file: there may be whole ones behind its mark.
      skipped = true;
      const next = nextMark(bytes, within + 1);
      within = next === -1 ? Math.max(within + 1, bytes.length - (HEADER_BYTES - 1)) : next;
      if (next === -1 && at + bytes.length >= size) within = bytes.length;
    }
    at += Math.max(within, 1);
  }
  return { end, damaged };
}

async function readAt(file: FileHandle, into: Buffer, at: number): Promise<number> {
  let filled = 0;
  while (filled < into.length) {
    const { bytesRead } = await file.read(into, filled, into.length - filled, at + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
}
