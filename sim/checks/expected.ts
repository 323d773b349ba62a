import { hiddenFieldsOf } from '#shared/access/ability.ts';
import { type CollectionName, collectionNames, collections } from '#shared/model/collections.ts';
import { TRANSACTION_DAYS } from '#shared/model/transaction.ts';
import type { Person } from '../world/bank.ts';
import type { World } from '../world/world.ts';

export interface ServerRow {
  collection: CollectionName;
  id: string;
  customer_id: string | null;
  owner_id: string | null;
  rev: number;
  deleted: boolean;
  doc: Record<string, unknown>;
}

/** Everything that the server holds of the replicated collections. */
export async function serverRows(world: World): Promise<ServerRow[]> {
  const parts = collectionNames.map(
    (name) =>
      `select '${name}' as collection, id, customer_id, ${name === 'inbox' ? 'owner_id' : 'null::uuid'} as owner_id,
              rev, deleted, doc from ${collections[name].table}`,
  );
  return (await world.database.pool.query<ServerRow>(`${parts.join(' union all ')} order by 1, 2`)).rows;
}

export type Expected = Map<string, Record<string, unknown>>;

interface Cover {
  user_id: string;
  customer_id: string | null;
  manager_id: string | null;
}

/**
 * What a replica of this person must hold, by `collection id`: worked out from the tables and the words of the design,
 * by none of the code that pulls.
 */
export async function expectedOf(
  world: World,
  person: Person,
  rows: readonly ServerRow[],
): Promise<Expected> {
  const found = await world.database.pool.query<Cover>(
    `select user_id, customer_id, manager_id from covers
     where user_id = $1 and not ended and starts_at <= $2 and ends_at > $2`,
    [person.id, new Date(world.time)],
  );
  const reads = ['teller', 'relationship_manager', 'branch_manager'].includes(person.role);
  const ofBranch = person.role !== 'relationship_manager';
  const mine = (doc: Record<string, unknown>) =>
    reads &&
    ((ofBranch ? doc.branchId === person.branchId : doc.managerId === person.id) ||
      found.rows.some((cover) =>
        cover.customer_id === null ? cover.manager_id === doc.managerId : cover.customer_id === doc.id,
      ));
  const files = new Set(
    rows.flatMap(({ collection, id, doc }) => (collection === 'customers' && mine(doc) ? [id] : [])),
  );
  const since = new Date(world.time - TRANSACTION_DAYS * 86_400_000).toISOString().slice(0, 10);
  const seen = ({ collection, customer_id, owner_id, doc }: ServerRow) => {
    if (collection === 'reference') return true;
    if (collection === 'inbox') return owner_id === person.id;
    if (collection === 'transactions' && String(doc.bookedOn) < since) return false;
    return files.has(customer_id ?? '');
  };
  return new Map(
    rows
      .filter((row) => !row.deleted && seen(row))
      .map(({ collection, id, rev, doc }) => {
        const hidden = hiddenFieldsOf(person.role, collection);
        const fields = Object.entries(doc).filter(([field]) => !hidden.includes(field));
        return [`${collection} ${id}`, { ...Object.fromEntries(fields), rev }];
      }),
  );
}
