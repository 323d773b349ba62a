import { hiddenFieldsOf } from '#shared/access/ability.ts';
import { collections, fileCollections } from '#shared/model/collections.ts';
import { type FileChange, HISTORY_PAGE, type HistoryPage } from '#shared/protocol/files.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/pool.ts';
import type { Principal } from '../identity/guard.ts';
import { requireScope } from '../pull/grants.ts';
import { SNAPSHOT } from '../pull/pull.ts';
import { requireFile } from './require-file.ts';

interface Row {
  id: string;
  table_name: string;
  document_id: string;
  fields: string[];
  at: Date;
  by_name: string | null;
}

/** What people change themselves; holdings and bookings come from core banking. */
const told = fileCollections.filter((name) =>
  ['customers', 'relationships', 'tasks', 'cases'].includes(name),
);

/**
 * One page of what was changed in a file, one line for each revision. Only the names of fields: values would have to be
 * judged one by one, for roles change and so do files. Fields hidden from the role are not named either.
 */
export function fileHistory(
  context: Context,
  principal: Principal,
  customerId: string,
  before: string | undefined,
): Promise<HistoryPage> {
  return inTransaction(
    context.pool,
    async (client) => {
      const scope = await requireScope(client, principal, context.clock());
      await requireFile(client, scope, customerId);
      const documents = told
        .map((name) => {
          const { table } = collections[name];
          const hidden = hiddenFieldsOf(scope, name).map((field) => `'${field}'`);
          return `select '${table}'::text as table_name, id, array[${hidden.join(', ')}]::text[] as hidden
            from ${table} where ${name === 'customers' ? 'id' : 'customer_id'} = $1`;
        })
        .join(' union all ');
      const found = await client.query<Row>(
        `select max(h.id)::text as id, h.table_name, h.document_id, array_agg(distinct h.field) as fields,
                max(h.at) as at, max(u.name) as by_name
         from (${documents}) d
         join field_history h on h.document_id = d.id and h.table_name = d.table_name
           and h.field <> all (d.hidden)
         left join users u on u.id = coalesce(h.author_id, h.changed_by)
         group by h.table_name, h.document_id, h.rev
         having $2::bigint is null or max(h.id) < $2
         order by max(h.id) desc limit $3`,
        [customerId, before ?? null, HISTORY_PAGE + 1],
      );
      const changes = found.rows.slice(0, HISTORY_PAGE).map(changeOf);
      const last = changes.at(-1);
      return { changes, ...(found.rows.length > HISTORY_PAGE && last ? { next: last.id } : {}) };
    },
    SNAPSHOT,
  );
}

function changeOf(row: Row): FileChange {
  const collection = told.find((name) => collections[name].table === row.table_name) ?? row.table_name;
  return {
    id: row.id,
    collection,
    documentId: row.document_id,
    fields: row.fields,
    at: row.at.toISOString(),
    ...(row.by_name === null ? {} : { byName: row.by_name }),
  };
}
