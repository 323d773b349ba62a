import { createReadStream } from 'node:fs';
import { ImportError } from './errors.ts';

export interface Line {
  /** From 1. */
  readonly number: number;
  /** Without its end. */
  readonly text: string;
  /** Why this is no whole line of text. */
  readonly fault?: string;
}

/** No row of an exported table is longer; what is, is no table, and must not fill the memory. */
const MAX_LINE = 64 * 1024;
const NEWLINE = 0x0a;

/**
 * Reads a text file as lines, a few thousand at a time, in memory that does not grow with the file. Line ends may be
 * LF or CRLF, and UTF-8 with or without its mark. What follows the last line end is given as a faulty line: exports
 * end with a line end, so a file without one was cut off.
 */
export async function* readLines(path: string): AsyncGenerator<Line[]> {
  let rest: Buffer = Buffer.alloc(0);
  let number = 0;
  let skipping = false;
  for await (const chunk of chunks(path)) {
    let buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    if (skipping) {
      const end = buffer.indexOf(NEWLINE);
      if (end < 0) continue;
      buffer = buffer.subarray(end + 1);
      skipping = false;
    }
    const end = buffer.lastIndexOf(NEWLINE);
    if (end >= 0) {
      const lines = decode(buffer.subarray(0, end), number + 1);
      number += lines.length;
      yield lines;
    }
    rest = buffer.subarray(end + 1);
    if (rest.length > MAX_LINE) {
      number++;
      yield [{ number, text: rest.toString('latin1', 0, 200), fault: `longer than ${MAX_LINE} bytes` }];
      rest = Buffer.alloc(0);
      skipping = true;
    }
  }
  if (rest.length > 0) {
    const [line] = decode(rest, number + 1);
    const fault = 'the file ends inside this line: it was cut off here';
    yield [{ number: number + 1, text: line?.text ?? '', fault }];
  }
}

async function* chunks(path: string): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) yield chunk as Buffer;
  } catch (error) {
    const { code = 'unknown fault' } = error as NodeJS.ErrnoException;
    throw code === 'ENOENT'
      ? new ImportError('file_missing', `${path} does not exist.`)
      : new ImportError('file_unreadable', `${path} cannot be read (${code}).`);
  }
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decode(bytes: Buffer, first: number): Line[] {
  return decodeAll(bytes).map((line, index) => {
    const number = first + index;
    const text = line.text.endsWith('\r') ? line.text.slice(0, -1) : line.text;
    return { ...line, number, text: number === 1 && text.startsWith('\ufeff') ? text.slice(1) : text };
  });
}

/** All at once where the bytes are good, which they nearly always are; else line by line. */
function decodeAll(bytes: Buffer): Omit<Line, 'number'>[] {
  try {
    return strict
      .decode(bytes)
      .split('\n')
      .map((text) => ({ text }));
  } catch {
    return splitBytes(bytes).map((line) => {
      try {
        return { text: strict.decode(line) };
      } catch {
        return { text: line.toString('latin1'), fault: 'not UTF-8 text' };
      }
    });
  }
}

function splitBytes(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let from = 0;
  for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, from)) {
    lines.push(bytes.subarray(from, end));
    from = end + 1;
  }
  lines.push(bytes.subarray(from));
  return lines;
}
