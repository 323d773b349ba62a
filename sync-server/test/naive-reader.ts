import type { Pool } from '../db/pool.ts';

/**
 * How changes are usually read: rows with a revision of a sequence above the highest one seen. It stands beside our
 * feed in the hammer to show that the hammer would notice. A row that commits late has a lower number than one already
 * read, and is never seen; a document that has left is never heard of again.
 */
export class NaiveReader {
  readonly held = new Map<string, string>();
  #cursor = 0;
  readonly #pool: Pool;
  readonly #branchId: string;

  constructor(pool: Pool, branchId: string) {
    this.#pool = pool;
    this.#branchId = branchId;
  }

  /** Numbers every change as it is written, in triggers, as such schemes do. */
  static async install(pool: Pool): Promise<void> {
    await pool.query(
      `create sequence naive_seq;
       create table naive_log (seq bigint not null, table_name text not null, id uuid not null,
                               primary key (table_name, id));
       create function note_naively() returns trigger language plpgsql as $$ begin
         insert into naive_log values (nextval('naive_seq'), tg_table_name, new.id)
         on conflict (table_name, id) do update set seq = excluded.seq;
         return null;
       end $$;
       create trigger naive_customers after insert or update on customers for each row execute function note_naively();
       create trigger naive_tasks after insert or update on tasks for each row execute function note_naively();`,
    );
  }

  async pull(): Promise<void> {
    const found = await this.#pool.query<{ seq: number; id: string; rev: number; deleted: boolean }>(
      `select n.seq, t.id, t.rev, t.deleted
       from naive_log n
       join (select 'customers' as table_name, id, id as customer_id, rev, deleted from customers
             union all select 'tasks', id, customer_id, rev, deleted from tasks) t using (table_name, id)
       join customers c on c.id = t.customer_id
       where n.seq > $1 and c.branch_id = $2 order by n.seq`,
      [this.#cursor, this.#branchId],
    );
    for (const { seq, id, rev, deleted } of found.rows) {
      if (deleted) this.held.delete(id);
      else this.held.set(id, String(rev));
      this.#cursor = seq;
    }
  }
}

export interface Faults {
  readonly missing: number;
  readonly stale: number;
  readonly extra: number;
}

/** How a replica differs from what it should hold, both by id and revision. */
export function faultsOf(held: ReadonlyMap<string, string>, scope: ReadonlyMap<string, string>): Faults {
  const ids = [...scope.keys()];
  return {
    missing: ids.filter((id) => !held.has(id)).length,
    stale: ids.filter((id) => held.has(id) && held.get(id) !== scope.get(id)).length,
    extra: [...held.keys()].filter((id) => !scope.has(id)).length,
  };
}
