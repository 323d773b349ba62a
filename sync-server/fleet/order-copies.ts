import type { FastifyBaseLogger } from 'fastify';
import { databaseFault } from '../db/faults.ts';
import { type Client, inTransaction, type Pool } from '../db/pool.ts';
import type { DatabaseRun } from '../db/run.ts';
import { HttpError } from '../http/http-error.ts';
import { endLines, endsToFile } from '../identity/account-ends.ts';
import type { KeyPairs } from '../identity/key-pairs.ts';
import { recallEnds } from '../identity/recall-ends.ts';
import { requireKnownFolder } from './known-folder.ts';
import { orderLines, ordersToFile } from './order-file.ts';
import { recallOrders } from './recall.ts';
import { appendLines, type Filed, type LineKind, readLines } from './signed-lines.ts';

export interface OrderCopyDeps {
  readonly pool: Pool;
  readonly folder: string;
  readonly nodeName: string;
  readonly databaseRun: DatabaseRun;
  /** Sign orders, and what is filed of them. */
  readonly pairs: KeyPairs;
  readonly clock: () => Date;
  readonly logger: FastifyBaseLogger;
}

/** One kind of orders, in the database and in the files. */
interface Ledger {
  /** Takes up again from the files what the database lacks. */
  recall(): Promise<void>;
  /** Files what is new. */
  file(): Promise<void>;
}

/**
 * Keeps orders to devices, and what took people's way in away, outside the database as well. A database that was put back
 * to a backup of before knows nothing of them: with each new run of the database, what it lacks is taken up again from the
 * files, and only what this server signed. Every node with a folder files everything.
 */
export class OrderCopies {
  readonly #deps: OrderCopyDeps;
  readonly #ledgers: readonly Ledger[];
  #run: string | undefined;
  #working: Promise<unknown> = Promise.resolve();

  constructor(deps: OrderCopyDeps) {
    this.#deps = deps;
    this.#ledgers = [
      ledgerOf(deps, orderLines, ordersToFile, recallOrders),
      ledgerOf(deps, endLines, endsToFile, recallEnds),
    ];
  }

  /** Files what is new, after taking up what a new run of the database lacks; one at a time. Rejects when it cannot. */
  keep(): Promise<void> {
    const work = this.#working.then(
      () => this.#keep(),
      () => this.#keep(),
    );
    this.#working = work.catch(() => undefined);
    return work;
  }

  /**
   * Before a device, a person or a session is let in: whether the database is another one is looked at now. Throws
   * `unavailable` while what it lacks is not known: somebody may have been shut out.
   */
  async ensure(): Promise<void> {
    const { pool, databaseRun } = this.#deps;
    const run = await databaseRun(pool);
    if (run === this.#run) return;
    await this.copySoon();
    if (run !== this.#run) throw new HttpError('unavailable', 'the filed orders cannot be read');
  }

  /** Files what was ordered just now. Where that fails the job tries again: the order stands either way. */
  async copySoon(): Promise<void> {
    await this.keep().catch((error: unknown) => {
      this.#deps.logger.error(
        { fault: databaseFault(error) ?? 'file' },
        'an order is not kept outside the database yet',
      );
    });
  }

  async #keep(): Promise<void> {
    const { pool, databaseRun, folder, nodeName } = this.#deps;
    const run = await databaseRun(pool);
    if (run !== this.#run) {
      await requireKnownFolder(pool, folder, nodeName);
      for (const ledger of this.#ledgers) await ledger.recall();
      this.#run = run;
    }
    for (const ledger of this.#ledgers) await ledger.file();
  }
}

function ledgerOf<T extends Filed>(
  { pool, folder, nodeName, pairs, clock, logger }: OrderCopyDeps,
  kind: LineKind<T>,
  toFile: (pool: Pool, all: boolean) => Promise<T[]>,
  takeUp: (client: Client, filed: readonly T[], now: Date) => Promise<number>,
): Ledger {
  /** By id: whether it was over when it was filed. */
  let filed = new Map<string, boolean>();
  /** Since a recall, or a try that failed: what is new may be older than a day. */
  let behind = true;
  return {
    async recall() {
      const { lines, forged } = await readLines(kind, folder, pairs.publicKeys.sign);
      if (forged > 0) logger.error({ kind: kind.name, forged }, 'filed orders are not signed by this server');
      const lost = await inTransaction(pool, (client) => takeUp(client, lines, clock()));
      if (lost > 0)
        logger.warn(
          { kind: kind.name, orders: lost },
          'orders that the database had lost are in force again',
        );
      filed = new Map(lines.map(({ id, endedAt }) => [id, endedAt !== null]));
      behind = true;
    },
    async file() {
      const all = behind;
      behind = true;
      const isNews = ({ id, endedAt }: T) => !filed.has(id) || (filed.get(id) === false && endedAt !== null);
      const lines = (await toFile(pool, all)).filter(isNews);
      if (lines.length > 0) {
        await appendLines(kind, { folder, nodeName, signingKey: pairs.signingKey }, lines);
        for (const { id, endedAt } of lines) filed.set(id, endedAt !== null);
      }
      behind = false;
    },
  };
}
