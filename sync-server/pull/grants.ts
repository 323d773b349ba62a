import { abilityOf } from '#shared/access/ability.ts';
import { type Channel, channelsOfUser, idsByKind, type UserGrants } from '#shared/access/channels.ts';
import type { FieldRules } from '#shared/access/field-rules.ts';
import { readFieldRules } from '#shared/access/read-field-rules.ts';
import type { RoleName } from '#shared/access/roles.ts';
import { type CollectionName, collectionNames } from '#shared/model/collections.ts';
import type { ReplicaScope } from '#shared/protocol/auth.ts';
import type { Pool } from '../db/pool.ts';
import { prepared } from '../db/prepared.ts';
import { HttpError } from '../http/http-error.ts';
import { replicaScopeOf } from './replica-scope.ts';
import { rulesVersionOf } from './rules-version.ts';

/** What a user may read at one moment: channels, and the files behind them in terms of the tables. */
export interface Scope {
  readonly userId: string;
  readonly role: RoleName;
  /** What the bank's IT took from the role. */
  readonly taken: FieldRules;
  readonly channels: readonly Channel[];
  readonly rulesVersion: string;
  /** Which replica on a device is this user's. */
  readonly replica: ReplicaScope;
  readonly collections: readonly CollectionName[];
  readonly branchIds: readonly string[];
  readonly managerIds: readonly string[];
  /** Customers whose single files are covered. */
  readonly coveredFiles: readonly string[];
  /** Customers whose restricted file names this user. */
  readonly listedFiles: readonly string[];
}

/** Name of the row in `settings` with what IT took from roles; `sync-server/admin/field-rules.ts` writes it. */
export const FIELD_RULES_SETTING = 'field_rules';

type Queryable = Pick<Pool, 'query'>;

export type OwnCollection = 'inbox' | 'personal';

interface Row {
  role: RoleName;
  disabled: boolean;
  branch_id: string;
  /** All at which the user may work, that one among them. */
  branches: string[];
  covers: { id: string; customer_id: string | null; manager_id: string | null; counter: boolean }[];
  listed: string[];
  /** What is stored of the role's field rules, unchecked. */
  taken: unknown;
}

/** Whose grants, and at which branch: that of a session, or a named one where they may work; else their own. */
export interface Reader {
  readonly userId: string;
  readonly sessionId?: string;
  readonly actingAt?: string;
}

/** Reads a user's grants on `client`, in its transaction; `undefined` when there is no such active user. */
export async function loadScope(client: Queryable, reader: Reader, now: Date): Promise<Scope | undefined> {
  const row = await grantsOf(client, reader, now);
  return row === undefined || row.disabled ? undefined : scopeOf(reader.userId, row, [row.branch_id]);
}

/**
 * The scope in which edits of somebody who is not there are judged: at which of their branches they made them, nobody
 * says, so that all count. Whoever is disabled reads nothing, so that what
 * they wrote before is parked and not lost. `undefined` when there has never been such a user.
 */
export async function loadAuthorScope(
  client: Queryable,
  userId: string,
  now: Date,
): Promise<Scope | undefined> {
  const row = await grantsOf(client, { userId }, now);
  if (row === undefined) return undefined;
  const scope = scopeOf(userId, row, row.branches);
  if (!row.disabled) return scope;
  return { ...scope, channels: [], branchIds: [], managerIds: [], coveredFiles: [], listedFiles: [] };
}

/** The scope in which somebody's edits are judged, or `user_disabled`. */
export async function scopeOfAuthor(
  client: Queryable,
  author: Reader & { readonly present: boolean },
  now: Date,
): Promise<Scope> {
  if (author.present) return requireScope(client, author, now);
  const scope = await loadAuthorScope(client, author.userId, now);
  if (!scope) throw new HttpError('user_disabled', 'there is no such person');
  return scope;
}

async function grantsOf(client: Queryable, reader: Reader, now: Date): Promise<Row | undefined> {
  const found = await client.query<Row>(
    prepared(`with person as (
       select p.*, acting_branch(p.id, p.branch_id,
                coalesce($4, (select s.branch_id from sessions s where s.id = $3 and s.user_id = p.id))) as acting
       from users p where p.id = $1)
     select u.role, u.acting as branch_id, u.disabled,
            array(select u.branch_id::text union select b.branch_id::text from user_branches b
                  where b.user_id = u.id order by 1) as branches,
            coalesce((select jsonb_agg(jsonb_build_object(
                'id', v.id, 'customer_id', v.customer_id, 'manager_id', v.manager_id,
                'counter', v.branch_id is not null) order by v.id)
              from covers v
              where (v.user_id = u.id or (v.branch_id = u.acting and u.role = 'teller'))
                and not v.ended and v.starts_at <= $2 and v.ends_at > $2), '[]') as covers,
            array(select customer_id::text from restriction_readers where user_id = u.id order by 1) as listed,
            (select case when jsonb_typeof(s.value) = 'object' then s.value -> u.role else s.value end
             from settings s where s.name = $5) as taken
     from person u`),
    [reader.userId, now, reader.sessionId ?? null, reader.actingAt ?? null, FIELD_RULES_SETTING],
  );
  return found.rows[0];
}

function scopeOf(userId: string, row: Row, branches: readonly string[]): Scope {
  const grants = {
    userId,
    role: row.role,
    coverIds: row.covers.filter((cover) => cover.customer_id !== null).map((cover) => cover.id),
    coveredManagerIds: row.covers.flatMap((cover) => cover.manager_id ?? []),
    listedCustomerIds: row.listed,
  } satisfies Omit<UserGrants, 'branchId'>;
  const channels = [...new Set(branches.flatMap((branchId) => channelsOfUser({ ...grants, branchId })))];
  const ids = idsByKind(channels);
  // What the counter of a branch covers follows from the branch: a walk-in customer makes it no other replica.
  const counter = new Set(row.covers.flatMap(({ id, counter }) => (counter ? `cover:${id}` : [])));
  const ability = abilityOf(row.role);
  const taken = readFieldRules(row.taken).rules;
  const rulesVersion = rulesVersionOf({ role: row.role, taken });
  return {
    userId,
    role: row.role,
    taken,
    channels,
    rulesVersion,
    replica: replicaScopeOf({
      userId,
      role: row.role,
      channels: channels.filter((channel) => !counter.has(channel)),
      rulesVersion,
    }),
    collections: collectionNames.filter((name) => ability.can('read', name)),
    branchIds: ids.branch,
    managerIds: ids.manager,
    coveredFiles: row.covers.flatMap((cover) =>
      cover.customer_id !== null && ids.cover.includes(cover.id) ? cover.customer_id : [],
    ),
    listedFiles: ids.list,
  };
}

/** Collections that protocol 3 does not have: its clients take an answer that names one for a fault. */
const SINCE_4: readonly CollectionName[] = ['cases', 'personal'];

/** What a client of this protocol can be told of the scope. */
export function spokenIn(protocol: number, scope: Scope): Scope {
  if (protocol >= 4) return scope;
  return { ...scope, collections: scope.collections.filter((name) => !SINCE_4.includes(name)) };
}

/** Collections of which the user gets their own documents alone. */
export function ownCollections(scope: Scope): OwnCollection[] {
  return (['inbox', 'personal'] as const).filter((name) => scope.collections.includes(name));
}

/** A user's scope, or `user_disabled`: between the guard's look and this one the account may have been closed. */
export async function requireScope(client: Queryable, reader: Reader, now: Date): Promise<Scope> {
  const scope = await loadScope(client, reader, now);
  if (!scope) throw new HttpError('user_disabled', 'the account is disabled');
  return scope;
}
