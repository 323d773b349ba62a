import type { Client } from '../db/pool.ts';
import { HttpError } from '../http/http-error.ts';
import type { Scope } from '../pull/grants.ts';
import { inScope, scopeValues } from '../pull/in-scope.ts';

/** Refuses as unknown a file that the user does not see: that it exists is not told either. */
export async function requireFile(client: Pick<Client, 'query'>, scope: Scope, id: string): Promise<void> {
  const found = await client.query(
    `select from customers c where c.id = $1 and not c.deleted and ${inScope('c', 2)}`,
    [id, ...scopeValues(scope)],
  );
  if (found.rowCount === 0) throw new HttpError('not_found', 'no such customer');
}
