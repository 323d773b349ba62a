import { hiddenFieldsOf } from '#shared/access/ability.ts';
import { asDesigned } from '#shared/access/field-rules.ts';
import type { RoleName } from '#shared/access/roles.ts';
import { type CollectionName, collectionNames, collections } from '#shared/model/collections.ts';
import { TRANSACTION_DAYS } from '#shared/model/transaction.ts';
import type { Person } from '../world/bank.ts';
import type { World } from '../world/world.ts';

type Document = Record<string, unknown>;

export interface ServerRow {
  collection: CollectionName;
  id: string;
  customer_id: string | null;
  owner_id: string | null;
  rev: number;
  deleted: boolean;
  doc: Document;
}

/** Everything that the server holds of the replicated collections. */
export async function serverRows(world: World): Promise<ServerRow[]> {
  const parts = collectionNames.map(
    (name) =>
      `select '${name}' as collection, id, customer_id, ${isOwn(name) ? 'owner_id' : 'null::uuid'} as owner_id,
              rev, deleted, doc from ${collections[name].table}`,
  );
  return (await world.database.pool.query<ServerRow>(`${parts.join(' union all ')} order by 1, 2`)).rows;
}

export type Expected = Map<string, Document>;

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
  const mine = (doc: Document) =>
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
    if (isOwn(collection)) return owner_id === person.id;
    if (collection === 'transactions' && String(doc.bookedOn) < since) return false;
    return files.has(customer_id ?? '');
  };
  const { role } = person;
  return new Map(
    rows
      .filter((row) => !row.deleted && seen(row))
      .map(({ collection, id, rev, doc }) => [
        `${collection} ${id}`,
        {
          ...(collection === 'inbox'
            ? inboxDocument(role, doc, files)
            : withoutHidden(role, collection, doc)),
          rev,
        },
      ]),
  );
}

/** What belongs to one user alone: it may name a customer, and is in no file. */
export function isOwn(collection: CollectionName): boolean {
  return collections[collection].belongsTo === 'user';
}

function withoutHidden(role: RoleName, collection: CollectionName, doc: Document): Document {
  const hidden = hiddenFieldsOf(asDesigned(role), collection);
  return Object.fromEntries(Object.entries(doc).filter(([field]) => !hidden.includes(field)));
}

/** Its owner's words stay; a customer's values go with the file, and those of a field with the right to read it. */
function inboxDocument(role: RoleName, doc: Document, files: ReadonlySet<string>): Document {
  const { customerId, fields, ...rest } = doc;
  const shown = customerId === undefined || files.has(String(customerId));
  const hidden = hiddenFieldsOf(asDesigned(role), doc.collection as CollectionName);
  const items = Array.isArray(fields) ? fields : [];
  return {
    ...rest,
    ...(shown && customerId !== undefined ? { customerId } : {}),
    fields: items.map((item) => (shown && !hidden.includes(item.field) ? item : { field: item.field })),
  };
}
