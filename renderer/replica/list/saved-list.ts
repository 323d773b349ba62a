import { z } from 'zod';
import { type Change, commit, rawOf, readRaw } from '../database/documents.ts';
import type { Database } from '../database/open.ts';
import { decodePage, encodePage, FORMAT, PAGE_ROWS, type SavedCustomer } from './customer-page.ts';
import type { CustomerTable } from './customer-table.ts';
import type { Figures } from './figures.ts';
import { logPosition, storedIds } from './stored.ts';

const PREFIX = 'list.';
export const HEAD = 'list';
const idOf = (page: number) => `${PREFIX}${page}`;

/** Pages read or written at a time; in between the worker answers. */
const BATCH = 8;
/** Customers in the head whose file is still arriving; while there are more it is not worth saving. */
const MOST_WAITING = 200;

const headContent = z.object({
  format: z.literal(FORMAT),
  /** Where the log was: what came later is not in the pages, or may not be. */
  position: z.number(),
  pages: z.array(z.number()),
  currency: z.string(),
  /** Figures of customers that had not arrived. */
  waiting: z.array(
    z.object({
      customerId: z.string(),
      assets: z
        .object({ month: z.number(), minor: z.number(), liabilities: z.number(), currency: z.string() })
        .optional(),
      contact: z.number(),
    }),
  ),
  /** Customers whose holdings or tasks had changed and had not been counted again. */
  uncounted: z.array(z.string()),
});
export type Head = z.infer<typeof headContent>;

/**
 * The customer table as it was saved, so that a start need not read every document: in pages of the encrypted log,
 * each good by itself, and a head that says which there are and what they are too old to know. The head is written
 * after its pages, in one queue with them; a page that is newer than its head only holds what will be read again.
 */
export interface SavedList {
  /** `null`: nothing usable was saved. */
  head(): Promise<Head | null>;
  /** Customers of all pages, page by page. Says at the end whether all pages could be read. */
  read(head: Head): AsyncGenerator<SavedCustomer[], boolean>;
  /** Writes these pages, then the head. False: too much is still on its way, nothing was written. */
  write(
    table: CustomerTable,
    pages: readonly number[],
    figures: Figures,
    uncounted: () => string[],
  ): Promise<boolean>;
  /** Whether the head that lies in the log has figures of this customer. */
  mentions(customerId: string): boolean;
  /** Removes everything that was saved. */
  drop(): Promise<void>;
}

export function createSavedList(database: Database): SavedList {
  const { collections } = database;
  const { meta } = collections;
  /** Those of the head in the log, whatever has become of them in memory since. */
  let waiting = new Set<string>();
  const remember = (head: Head) => {
    waiting = new Set([...head.waiting.map(({ customerId }) => customerId), ...head.uncounted]);
  };
  const { customers, snapshots, contactLogs, holdings, tasks } = collections;
  const followed = [customers, snapshots, contactLogs, holdings, tasks];

  async function read(ids: readonly string[]) {
    const found = await readRaw(meta, ids);
    return ids.map((id) => rawOf(found.get(id))?.value);
  }

  return {
    async head() {
      const [value] = await read([HEAD]);
      const parsed = headContent.safeParse(value);
      if (!parsed.success) return null;
      remember(parsed.data);
      return parsed.data;
    },
    mentions: (customerId) => waiting.has(customerId),
    async *read({ pages }) {
      let complete = true;
      for (let at = 0; at < pages.length; at += BATCH) {
        const batch = pages.slice(at, at + BATCH);
        const values = await read(batch.map(idOf));
        for (const [index, page] of batch.entries()) {
          const customers = decodePage(page, values[index]);
          if (customers === null) complete = false;
          else yield customers;
        }
      }
      return complete;
    },
    async write(table, pages, figures, uncounted) {
      if (figures.waiting().length > MOST_WAITING || uncounted().length > MOST_WAITING) return false;
      await database.flush();
      // Before any page is made: what changes meanwhile may or may not be in it, and is read again.
      const early = uncounted();
      const position = await database.exclusive(async () => logPosition(followed));
      for (let at = 0; at < pages.length; at += BATCH) {
        // Under the lock: what is erased meanwhile must not be written back.
        await database.exclusive(async () => {
          const changes = pages.slice(at, at + BATCH).map((page): Change => {
            const value = encodePage(table, page);
            const id = idOf(page);
            return { id, document: value === null ? null : { id, rev: 0, value } };
          });
          await commit([{ collection: meta, changes }], 'relaxed');
        });
      }
      await database.exclusive(async () => {
        const value = headOf(table, figures, position, [...new Set([...early, ...uncounted()])]);
        remember(value);
        await commit(
          [{ collection: meta, changes: [{ id: HEAD, document: { id: HEAD, rev: 0, value } }] }],
          'relaxed',
        );
      });
      return true;
    },
    async drop() {
      const ids = storedIds(meta).filter((id) => id === HEAD || id.startsWith(PREFIX));
      if (ids.length > 0) await database.exclusive(() => database.erase({ documents: { meta: ids } }));
    },
  };
}

function headOf(table: CustomerTable, figures: Figures, position: number, uncounted: string[]): Head {
  return {
    format: FORMAT,
    position,
    pages: pagesOf(table),
    currency: figures.currency,
    waiting: figures.waiting(),
    uncounted,
  };
}

function pagesOf(table: CustomerTable): number[] {
  const pages = new Set<number>();
  for (let row = 0; row < table.end; row += 1)
    if (table.idOf(row) !== undefined) pages.add(Math.floor(row / PAGE_ROWS));
  return [...pages];
}

/** The saved pages that hold these rows. */
export function pageIdsOf(rows: Iterable<number>): string[] {
  return [...new Set(Array.from(rows, (row) => idOf(Math.floor(row / PAGE_ROWS))))];
}
