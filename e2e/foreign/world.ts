import type { RunningServer } from '#sync-server/server.ts';
import { addFile, makeBank, PASSWORD, type Person, type TestBank } from '#sync-server/test/bank.ts';
import { stamped, startNode } from '#sync-server/test/node.ts';
import { createTestDatabase, type TestDatabase } from '#sync-server/test/postgres.ts';
import { Refusal } from './wire.ts';
import { type Wish, Workstation } from './workstation.ts';

/** A bank and a server over it, whose database can be put back to a backup. */
export class World {
  readonly bank: TestBank;
  database: TestDatabase;
  #server: RunningServer;

  private constructor(database: TestDatabase, server: RunningServer, bank: TestBank) {
    this.database = database;
    this.#server = server;
    this.bank = bank;
  }

  static async begin(): Promise<World> {
    const database = await createTestDatabase();
    const bank = await makeBank(database.pool);
    return new World(database, await startNode(database.url), bank);
  }
  async end(): Promise<void> {
    await this.#server.close();
    await this.database.drop();
  }

  get url(): string {
    return this.#server.url;
  }

  /** A customer on the feed, of the manager of the north branch unless told otherwise. */
  async customer(given: Parameters<typeof addFile>[2] = { managerId: this.bank.people.manager.id }) {
    const id = await addFile(this.database.pool, this.bank.north, given);
    await stamped(this.database.pool);
    return id;
  }

  async customers(count: number): Promise<string[]> {
    const ids: string[] = [];
    for (let n = 0; n < count; n += 1)
      ids.push(
        await addFile(this.database.pool, this.bank.north, { managerId: this.bank.people.manager.id }),
      );
    await stamped(this.database.pool);
    return ids;
  }

  /** A machine of its own, still empty. */
  signIn(person: Person): Promise<Workstation> {
    return Workstation.open(this.url, person.username, PASSWORD);
  }
  /** A machine of its own with everything that this person may see. */
  async seat(person: Person): Promise<Workstation> {
    const station = await this.signIn(person);
    await station.pull();
    return station;
  }

  /** A backup of this moment. */
  async backUp(): Promise<TestDatabase> {
    await stamped(this.database.pool);
    const port = Number(new URL(this.url).port);
    await this.#server.close();
    const backup = await createTestDatabase(this.database);
    this.#server = await startNode(this.database.url, { port });
    return backup;
  }
  /** The server goes on at the same address with the backup. */
  async putBack(backup: TestDatabase): Promise<void> {
    const lost = this.database;
    const port = Number(new URL(this.url).port);
    await this.#server.close();
    this.database = backup;
    this.#server = await startNode(backup.url, { port });
    await lost.drop();
  }
}

/** All that the server gave a client, in an order of the test's own. */
export function contents({ store }: Workstation): unknown[] {
  return [...store.collections()]
    .flatMap(([collection, rows]) => [...rows].map(([id, row]) => ({ collection, id, row })))
    .filter(({ row }) => !row.deleted)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

export function change(id: string, next: Record<string, unknown>): Wish {
  return { collection: 'customers', documentId: id, customerId: id, intent: 'customer.edit', next };
}

/** The code of the refusal; `none` when it was not refused. */
export async function refusal(doing: Promise<unknown>): Promise<string> {
  try {
    await doing;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return 'none';
}
