import type { MasterKeys } from '../keys.ts';

/** Counts the points at which a process may die, and kills it at one of them: nothing it does later has effect. */
export class Killer {
  points = 0;
  readonly #at: number;
  dead = false;
  constructor(at: number) {
    this.#at = at;
  }
  /** True where the process dies here. */
  point(): boolean {
    this.points += 1;
    if (this.points === this.#at) this.dead = true;
    return this.dead;
  }
}

const never = () => new Promise<never>(() => undefined);

/**
 * IndexedDB of a process that may die before a commit reaches the disk (the transaction leaves nothing) or right
 * after (nobody hears of it).
 */
export function mortalDisk(disk: IDBFactory, killer: Killer): IDBFactory {
  function arm(database: IDBDatabase): void {
    const begin = database.transaction.bind(database);
    database.transaction = (stores, mode, options) => {
      const transaction = begin(stores, mode, options);
      if (mode !== 'readwrite') return transaction;
      const before = killer.point();
      const after = killer.point();
      if (before) {
        transaction.abort();
        // Requests on what is dead go nowhere, without complaint.
        transaction.objectStore = () => ({ put: () => undefined, delete: () => undefined }) as never;
        transaction.commit = () => undefined;
      }
      if (before || after)
        for (const event of ['oncomplete', 'onabort'] as const)
          Object.defineProperty(transaction, event, { set: () => undefined, get: () => null });
      return transaction;
    };
  }
  return new Proxy(disk, {
    get(target, property) {
      if (property !== 'open') return Reflect.get(target, property);
      return (name: string, version?: number) => {
        const request = target.open(name, version);
        request.addEventListener('success', () => arm(request.result as unknown as IDBDatabase));
        return request;
      };
    },
  });
}

export function mortalKeys(keys: MasterKeys, killer: Killer): MasterKeys {
  return {
    open: () => (killer.dead ? never() : keys.open()),
    renew: async () => {
      if (killer.point()) return await never();
      const key = await keys.renew();
      return killer.point() ? await never() : key;
    },
    settle: async (id) => {
      if (killer.point()) return await never();
      await keys.settle(id);
      if (killer.point()) await never();
    },
  };
}
