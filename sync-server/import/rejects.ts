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
  private pending = 'file,line,reason,text\n';

  private constructor(file: string, handle: FileHandle) {
    this.path = file;
    this.handle = handle;
  }

  static async create(file: string): Promise<Rejects> {
    const full = path.resolve(file);
    try {
      await mkdir(path.dirname(full), { recursive: true, mode: 0o700 });
      const handle = await open(full, 'w', 0o600);
      // The mode above counts for a new file only.
      await chmod(full, 0o600);
      return new Rejects(full, handle);
    } catch (error) {
      const { code = 'unknown fault' } = error as NodeJS.ErrnoException;
      throw new ImportError('rejects_unwritable', `The rejects file ${full} cannot be written (${code}).`);
    }
  }

  add(file: string, line: number, reason: string, text: string): void {
    this.count++;
    this.pending += `${[file, String(line), reason, printable(text)].map(quoted).join(',')}\n`;
  }

  /** Call it now and then: what is added is kept in memory until then. */
  async flush(force = false): Promise<void> {
    if (!force && this.pending.length < FLUSH) return;
    const text = this.pending;
    this.pending = '';
    await this.handle.write(text);
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
