import { type Channel, channelsOfFile } from '#shared/access/channels.ts';
import type { Client } from '../db/pool.ts';

interface Row {
  id: string;
  branch_id: string | null;
  manager_id: string | null;
  cover_ids: string[];
  restricted: boolean;
  merged: boolean;
}

/** The channels a file should be in; `undefined` for one without a branch, which cannot be in any. */
export interface OwnedFile {
  readonly id: string;
  readonly channels: readonly Channel[] | undefined;
}

/** What the live tables say of some files' channels. `which` is SQL about the customer `c`, from our own code. */
export async function ownedFiles(
  client: Client,
  now: Date,
  which: string,
  values: readonly unknown[],
): Promise<OwnedFile[]> {
  const found = await client.query<Row>(
    `select c.id, c.branch_id, c.manager_id,
            array(select v.id from covers v where v.customer_id = c.id and not v.ended
                  and v.starts_at <= $1 and v.ends_at > $1) as cover_ids,
            exists (select from restrictions r where r.customer_id = c.id) as restricted,
            exists (select from customer_redirects r where r.merged_id = c.id) as merged
     from customers c where ${which}`,
    [now, ...values],
  );
  return found.rows.map((row) => ({
    id: row.id,
    channels:
      row.branch_id === null
        ? undefined
        : channelsOfFile({
            customerId: row.id,
            branchId: row.branch_id,
            managerId: row.manager_id ?? undefined,
            coverIds: row.cover_ids,
            restricted: row.restricted,
            merged: row.merged,
          }),
  }));
}
