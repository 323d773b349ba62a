import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { type SealedCopy, sealedCopy } from '#shared/protocol/device.ts';

/**
 * A record as it lies in the file: mark (4 bytes), length and CRC-32 of what follows (4 bytes each, little-endian),
 * then JSON. The checksum covers the length too. The mark lets a reader find the next record behind a damaged one.
 */
const MARK = Buffer.from([0xb1, 0x4a, 0x9d, 0x0a]);
export const HEADER_BYTES = 12;
/** Above the longest record that the schemas allow; a length beyond it is damage, not a reason to allocate. */
export const MAX_BODY_BYTES = 1_000_000;

const journalRecord = z.union([
  z.strictObject({ add: sealedCopy }),
  z.strictObject({ remove: z.array(z.uuid()) }),
]);
export type JournalRecord = z.infer<typeof journalRecord>;

/** Ids in one record of removals, so that it stays below {@link MAX_BODY_BYTES}. */
export const REMOVALS_PER_RECORD = 10_000;

export function addition(copy: SealedCopy): Buffer {
  return frame({ add: copy });
}

export function removals(mutationIds: readonly string[]): Buffer[] {
  const frames: Buffer[] = [];
  for (let from = 0; from < mutationIds.length; from += REMOVALS_PER_RECORD) {
    frames.push(frame({ remove: mutationIds.slice(from, from + REMOVALS_PER_RECORD) }));
  }
  return frames;
}

function frame(record: JournalRecord): Buffer {
  const body = Buffer.from(JSON.stringify(record));
  const header = Buffer.alloc(HEADER_BYTES);
  MARK.copy(header);
  header.writeUInt32LE(body.length, 4);
  header.writeUInt32LE(checksum(body), 8);
  return Buffer.concat([header, body]);
}

function checksum(body: Uint8Array): number {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return crc32(body, crc32(length));
}

/**
 * The record that begins at `at`, or why there is none: `short` when the bytes end before it does, `bad` when they are
 * no record.
 */
export function readFrame(
  bytes: Buffer,
  at: number,
): { record: JournalRecord; length: number } | 'short' | 'bad' {
  if (bytes.length - at < HEADER_BYTES) return 'short';
  if (bytes.compare(MARK, 0, MARK.length, at, at + MARK.length) !== 0) return 'bad';
  const size = bytes.readUInt32LE(at + 4);
  if (size > MAX_BODY_BYTES) return 'bad';
  const end = at + HEADER_BYTES + size;
  if (bytes.length < end) return 'short';
  const body = bytes.subarray(at + HEADER_BYTES, end);
  if (checksum(body) !== bytes.readUInt32LE(at + 8)) return 'bad';
  const record = parseBody(body);
  return record === null ? 'bad' : { record, length: end - at };
}

function parseBody(body: Buffer): JournalRecord | null {
  try {
    return journalRecord.safeParse(JSON.parse(body.toString('utf8'))).data ?? null;
  } catch {
    return null;
  }
}

/** Where the next mark is from `from` on, or -1. */
export function nextMark(bytes: Buffer, from: number): number {
  return bytes.indexOf(MARK, from);
}
