import { abilityOf, RULES_VERSION } from '#shared/access/ability.ts';
import { type Channel, channelsOfUser, idsByKind, type UserGrants } from '#shared/access/channels.ts';
import type { RoleName } from '#shared/access/roles.ts';
import { type CollectionName, collectionNames } from '#shared/model/collections.ts';
import type { Client } from '../db/pool.ts';

/** What a user may read at one moment: channels, and the files behind them in terms of the tables. */
export interface Scope {
  readonly userId: string;
  readonly role: RoleName;
  readonly channels: readonly Channel[];
  readonly rulesVersion: string;
  readonly collections: readonly CollectionName[];
  readonly branchIds: readonly string[];
  readonly managerIds: readonly string[];
  /** Customers whose single files are covered. */
  readonly coveredFiles: readonly string[];
}

interface Row {
  role: RoleName;
  branch_id: string;
  covers: { id: string; customer_id: string | null; manager_id: string | null }[];
}

/** Reads a user's grants in the transaction of `client`; `undefined` when there is no such user. */
export async function loadScope(client: Client, userId: string, now: Date): Promise<Scope | undefined> {
  const found = await client.query<Row>(
    `select u.role, u.branch_id,
            coalesce((select jsonb_agg(jsonb_build_object(
                'id', v.id, 'customer_id', v.customer_id, 'manager_id', v.manager_id) order by v.id)
              from covers v where v.user_id = u.id and not v.ended
              and v.starts_at <= $2 and v.ends_at > $2), '[]') as covers
     from users u where u.id = $1 and not u.disabled`,
    [userId, now],
  );
  const row = found.rows[0];
  if (!row) return undefined;
  const grants = {
    userId,
    role: row.role,
    branchId: row.branch_id,
    coverIds: row.covers.filter((cover) => cover.customer_id !== null).map((cover) => cover.id),
    coveredManagerIds: row.covers.flatMap((cover) => cover.manager_id ?? []),
  } satisfies UserGrants;
  const channels = [...new Set(channelsOfUser(grants))];
  const ids = idsByKind(channels);
  const ability = abilityOf(row.role);
  return {
    userId,
    role: row.role,
    channels,
    rulesVersion: `${RULES_VERSION}:${row.role}`,
    collections: collectionNames.filter((name) => ability.can('read', name)),
    branchIds: ids.branch,
    managerIds: ids.manager,
    coveredFiles: row.covers.flatMap((cover) =>
      cover.customer_id !== null && ids.cover.includes(cover.id) ? cover.customer_id : [],
    ),
  };
}
