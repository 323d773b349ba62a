import type { FastifyBaseLogger } from 'fastify';
import { databaseFault } from '../db/faults.ts';
import { inTransaction, type Pool } from '../db/pool.ts';
import type { DatabaseRun } from '../db/run.ts';
import type { KeyPairs } from '../identity/key-pairs.ts';
import { appendOrders, type FiledOrder, orderFileOf, readOrders } from './order-file.ts';
import { recallOrders } from './recall.ts';

interface OrderRow {
  id: string;
  device_id: string;
  kind: 'wipe' | 'revoke';
  issued_at: Date;
  signature: string;
  reason: string;
  ordered_by: string | null;
  public_key: string | null;
  confirmed_at: Date | null;
}

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

/**
 * Keeps orders to devices outside the database as well. A database that was put back to a backup of before an order
 * knows neither the order nor that the device's sessions were ended: with each new run of the database, what it lacks
 * is taken up again from the files, and only what this server signed. Every node with a folder files all orders.
 */
export class OrderCopies {
  readonly #deps: OrderCopyDeps;
  /** By id: whether the order had ended when it was filed. */
  #filed: Map<string, boolean> | undefined;
  #run: string | undefined;
  #working: Promise<unknown> = Promise.resolve();

  constructor(deps: OrderCopyDeps) {
    this.#deps = deps;
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

  /** Before a device or a session is let in: whether the database is another one is looked at now. */
  async ensure(): Promise<void> {
    const { pool, databaseRun } = this.#deps;
    if ((await databaseRun(pool)) !== this.#run) await this.copySoon();
  }

  /** Files an order that was given just now. Where that fails the job tries again: the order stands either way. */
  async copySoon(): Promise<void> {
    await this.keep().catch((error: unknown) => {
      this.#deps.logger.error(
        { fault: databaseFault(error) ?? 'file' },
        'an order to a device is not kept outside the database yet',
      );
    });
  }

  async #keep(): Promise<void> {
    const { pool, folder, nodeName, databaseRun, pairs } = this.#deps;
    const run = await databaseRun(pool);
    if (run !== this.#run) {
      this.#filed = await this.#recall();
      this.#run = run;
    }
    const filed = this.#filed ?? new Map<string, boolean>();
    const found = await pool.query<OrderRow>(
      `select o.id, o.device_id, o.kind, o.issued_at, o.signature, o.reason, o.ordered_by, d.public_key, o.confirmed_at
       from device_orders o join devices d on d.id = o.device_id
       where o.id <> all ($1::uuid[]) or (o.confirmed_at is not null and o.id = any ($2::uuid[])) order by o.issued_at`,
      [[...filed.keys()], [...filed].flatMap(([id, ended]) => (ended ? [] : [id]))],
    );
    if (found.rows.length === 0) return;
    const orders = found.rows.map(fileOf);
    await appendOrders(orderFileOf(folder, nodeName), orders, pairs.signingKey);
    for (const { id, endedAt } of orders) filed.set(id, endedAt !== null);
    this.#filed = filed;
  }

  async #recall(): Promise<Map<string, boolean>> {
    const { pool, folder, pairs, clock, logger } = this.#deps;
    const { orders, forged } = await readOrders(folder, pairs.publicKeys.sign);
    if (forged > 0) logger.error({ forged }, 'filed orders to devices are not signed by this server');
    const lost = await inTransaction(pool, (client) => recallOrders(client, [...orders.values()], clock()));
    if (lost > 0) logger.warn({ orders: lost }, 'orders that the database had lost are in force again');
    return new Map([...orders].map(([id, { endedAt }]) => [id, endedAt !== null]));
  }
}

function fileOf(row: OrderRow): FiledOrder {
  return {
    id: row.id,
    deviceId: row.device_id,
    kind: row.kind,
    issuedAt: row.issued_at.toISOString(),
    signature: row.signature,
    reason: row.reason,
    orderedBy: row.ordered_by,
    deviceKey: row.public_key,
    endedAt: row.confirmed_at?.toISOString() ?? null,
  };
}
