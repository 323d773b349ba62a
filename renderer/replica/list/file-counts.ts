import { businessDateOf } from '#shared/domain/business-date.ts';
import { dayNumberOf } from '#shared/domain/day-number.ts';
import type { RawCollection, RawDocument } from '../database/documents.ts';
import type { Database } from '../database/open.ts';
import { queryRaw } from '../database/scan.ts';
import type { Clock } from '../deps.ts';
import type { CustomerTable } from './customer-table.ts';
import { emptySummary, withHolding, withTask } from './file-summary.ts';

/** Milliseconds in which changes are gathered before files are counted again. */
const GATHER = 30;
/** Files counted at a time; in between the worker answers. */
const SLICE = 250;

/**
 * Keeps what the list says of holdings and tasks. A new document is added to what is known of its file; after any
 * other change the file is counted again from what is stored, for sums and next days cannot be taken back.
 */
export interface FileCounts {
  /** A document of the file came into being. */
  added(kind: 'holdings' | 'tasks', document: RawDocument): void;
  /** Something else changed in the file. */
  changed(customerId: string): void;
  /** The customer stands in the table now. */
  arrived(customerId: string): void;
  forget(customerId: string): void;
  /** Files that have changed and are not counted yet. */
  uncounted(): string[];
  /** Counts again what is waiting now. */
  settle(): Promise<void>;
  /** From now on what changes is counted in the background. */
  start(): void;
  stop(): Promise<void>;
}

export interface FileCountsContext {
  collections: Pick<Database['collections'], 'holdings' | 'tasks'>;
  table: CustomerTable;
  clock: Clock;
  onCounted(): void;
}

export function createFileCounts({ collections, table, clock, onCounted }: FileCountsContext): FileCounts {
  const waiting = new Set<string>();
  let reading = new Set<string>();
  let running: Promise<void> = Promise.resolve();
  let cancel: (() => void) | undefined;
  let started = false;
  let stopped = false;

  const today = () => dayNumberOf(businessDateOf(new Date(clock.now())));
  /** Those whose customer is not here yet stay. */
  const present = () => [...waiting].filter((id) => table.find(id) !== undefined);

  function later() {
    if (!started || stopped) return;
    cancel ??= clock.after(GATHER, () => {
      cancel = undefined;
      // What could not be read now is read with the next change, or at the next start.
      settle().catch(() => undefined);
    });
  }

  function changed(customerId: string) {
    waiting.add(customerId);
    if (table.find(customerId) !== undefined) later();
  }

  async function read(collection: RawCollection, ids: readonly string[]): Promise<RawDocument[]> {
    return await queryRaw(collection, { selector: { customerId: { $in: [...ids] } } });
  }

  async function count(ids: readonly string[]): Promise<void> {
    reading = new Set(ids);
    for (const id of ids) waiting.delete(id);
    try {
      const [holdings, tasks] = [await read(collections.holdings, ids), await read(collections.tasks, ids)];
      const summaries = new Map(ids.map((id) => [id, emptySummary]));
      const fold = (document: RawDocument, add: (summary: typeof emptySummary) => typeof emptySummary) => {
        const summary = summaries.get(document.customerId ?? '');
        if (summary !== undefined) summaries.set(document.customerId ?? '', add(summary));
      };
      const day = today();
      for (const document of holdings) fold(document, (summary) => withHolding(summary, document, day));
      for (const document of tasks) fold(document, (summary) => withTask(summary, document));
      for (const [id, summary] of summaries) {
        const row = table.find(id);
        // One that changed while it was read is read again.
        if (row !== undefined && reading.has(id)) table.putSummary(row, summary);
      }
    } catch (error) {
      for (const id of ids) if (reading.has(id)) waiting.add(id);
      throw error;
    } finally {
      reading = new Set();
    }
  }

  function settle(): Promise<void> {
    const run = running.then(async () => {
      const ids = present();
      for (let at = 0; at < ids.length && !stopped; at += SLICE) {
        await count(ids.slice(at, at + SLICE));
        onCounted();
      }
      if (present().length > 0) later();
    });
    running = run.catch(() => undefined);
    return run;
  }

  return {
    added(kind, document) {
      const { customerId } = document;
      if (customerId === undefined) return;
      const row = table.find(customerId);
      if (row === undefined || waiting.has(customerId) || reading.has(customerId)) {
        changed(customerId);
        return;
      }
      const before = table.files.summary(row);
      const after = kind === 'tasks' ? withTask(before, document) : withHolding(before, document, today());
      if (after !== before) table.putSummary(row, after);
    },
    changed,
    arrived(customerId) {
      if (waiting.has(customerId)) later();
    },
    forget(customerId) {
      waiting.delete(customerId);
      reading.delete(customerId);
    },
    uncounted: () => [...new Set([...waiting, ...reading])],
    settle,
    start() {
      started = true;
      const day = today();
      // What was next has passed: what is next now is found in the documents.
      for (let row = 0; row < table.end; row += 1) {
        const matures = table.files.maturity[row] ?? 0;
        const id = table.idOf(row);
        if (matures > 0 && matures < day && id !== undefined) waiting.add(id);
      }
      if (present().length > 0) later();
    },
    async stop() {
      stopped = true;
      cancel?.();
      await running;
    },
  };
}
