import { chmod, type FileHandle, mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { ImportError } from './errors.ts';

const FLUSH = 256 * 1024;

/**
 * The lines that were not taken: a CSV of file, line, reason and the raw text. It can hold customer data, so that only
 * its owner may read it.
 */
export class Rejects {
  readonly path: string;
  count = 0;
  private readonly handle: FileHandle;
  private pending: { file: string; line: number; text: string }[] = [];
  private pendingLength = 0;

  private constructor(file: string, handle: FileHandle) {
    this.path = file;
    this.handle = handle;
  }

  static async create(file: string): Promise<Rejects> {
    const full = path.resolve(file);
    try {
      // One level only: a mistyped path is to be told, not built. (And Node's recursive one never ends under /proc.)
      await mkdir(path.dirname(full), { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
      });
      const handle = await open(full, 'w', 0o600);
      // The mode above counts for a new file only.
      await chmod(full, 0o600);
      await handle.write('file,line,reason,text\n');
      return new Rejects(full, handle);
    } catch (error) {
      const { code = 'unknown fault' } = error as NodeJS.ErrnoException;
      throw new ImportError('rejects_unwritable', `The rejects file ${full} cannot be written (${code}).`);
    }
  }

  add(file: string, line: number, reason: string, text: string): void {
    this.count++;
    const row = [file, String(line), reason, printable(text)].map(quoted).join(',');
    this.pending.push({ file, line, text: row });
    this.pendingLength += row.length;
  }

  /** Call it after each batch of lines: what is added is kept in memory until then, and written in order of lines. */
  async flush(force = false): Promise<void> {
    if (!force && this.pendingLength < FLUSH) return;
    // Within a batch, broken lines are noticed before those with a wrong value.
    const place = new Map([...new Set(this.pending.map(({ file }) => file))].map((file, i) => [file, i]));
    const placeOf = (file: string) => place.get(file) ?? 0;
    const rows = this.pending.sort((a, b) => placeOf(a.file) - placeOf(b.file) || a.line - b.line);
    this.pending = [];
    this.pendingLength = 0;
    await this.handle.write(rows.map(({ text }) => `${text}\n`).join(''));
  }

  async close(): Promise<void> {
    try {
      await this.flush(true);
    } finally {
      await this.handle.close();
    }
  }
}

function printable(text: string): string {
  return text.slice(0, 2000).replace(/\p{Cc}/gu, '\ufffd');
}

function quoted(value: string): string {
  return /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
