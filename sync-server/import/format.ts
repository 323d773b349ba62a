import type { BusinessDate } from '#shared/domain/business-date.ts';
import type { Pool } from '../db/pool.ts';
import type { SignIn } from '../demo/sign-ins.ts';
import type { Rejects } from './rejects.ts';

/** Rows of the source that were taken, by kind, whether they changed anything or not; and the lines that were not. */
export interface ImportCounts {
  readonly customers: number;
  readonly accounts: number;
  readonly loans: number;
  readonly cards: number;
  readonly orders: number;
  readonly transactions: number;
  readonly rejected: number;
}

export interface ImportContext {
  /** The folder or file that was named. */
  readonly source: string;
  readonly pool: Pool;
  /** The day that the latest date of the source is moved to. */
  readonly asOf: BusinessDate;
  readonly rejects: Rejects;
  readonly onProgress: (message: string) => void;
  readonly signal: AbortSignal;
}

export interface ImportResult {
  readonly counts: ImportCounts;
  /** Documents that were written because they were new or had changed. */
  readonly written: number;
  /** Some people who can sign in now, and a sentence about the others. */
  readonly signIns: readonly SignIn[];
  readonly signInNote: string;
}

/** A kind of source that can be imported. */
export interface ImportFormat {
  readonly name: string;
  /** What it is, for the usage text. */
  readonly title: string;
  /** Rejects with an ImportError when the source cannot be of this format. Touches no database. */
  readonly inspect: (source: string) => Promise<void>;
  /**
   * Writes the source to the database. It must be repeatable: ids that follow from the source, no write where nothing
   * changes, and any point at which it can stop must be one from which a second run completes it.
   */
  readonly run: (context: ImportContext) => Promise<ImportResult>;
}
