import {
  type AdministeredFile,
  FILES_LIMIT,
  type FilesRequest,
  type FilesResponse,
} from '#shared/protocol/admin.ts';
import { inTransaction, type Pool } from '../db/pool.ts';
import type { Principal } from '../identity/guard.ts';
import { requireScope } from '../pull/grants.ts';
import { inScope, scopeValues } from '../pull/in-scope.ts';
import { forIt } from './reach.ts';

interface Row {
  id: string;
  customer_no: string;
  kind: AdministeredFile['kind'];
  opened_on: string;
  branch_id: string;
  manager_id: string | null;
  readers: string[] | null;
}

/**
 * Finds files that somebody administers, by id, number or portfolio, in the order of their numbers. Auditors find
 * every file, for they answer for the lists that alone read some of them.
 */
export function findFiles(
  pool: Pool,
  principal: Principal,
  wanted: FilesRequest,
  now: Date,
): Promise<FilesResponse> {
  return inTransaction(pool, async (client) => {
    const scope = await requireScope(client, principal, now);
    const found = await client.query<Row>(
      `select c.id, c.customer_no, c.doc ->> 'kind' as kind, c.doc ->> 'openedOn' as opened_on, c.branch_id, c.manager_id,
              case when exists (select from restrictions r where r.customer_id = c.id)
                then array(select user_id from restriction_readers l where l.customer_id = c.id order by user_id) end
                as readers
       from customers c
       where not c.deleted and (c.id = any ($1::uuid[]) or c.customer_no = any ($2::text[]) or c.manager_id = $3)
         and (${inScope('c', 6)} or ($4 and ${forIt('c')}) or $5)
       order by c.customer_no, c.id limit ${FILES_LIMIT + 1}`,
      [
        wanted.customerIds ?? [],
        wanted.customerNos ?? [],
        wanted.managerId ?? null,
        principal.role === 'it_admin',
        principal.role === 'auditor',
        ...scopeValues(scope),
      ],
    );
    return {
      items: found.rows.slice(0, FILES_LIMIT).map(fileOf),
      more: found.rows.length > FILES_LIMIT,
    };
  });
}

function fileOf(row: Row): AdministeredFile {
  return {
    id: row.id,
    customerNo: row.customer_no,
    kind: row.kind,
    openedOn: row.opened_on,
    branchId: row.branch_id,
    ...(row.manager_id !== null && { managerId: row.manager_id }),
    ...(row.readers !== null && { readers: row.readers }),
  };
}
