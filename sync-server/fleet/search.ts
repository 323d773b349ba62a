import { fingerprintOf } from '#shared/crypto/fingerprint.ts';
import type { FleetDevice, FleetFilter, FleetPage } from '#shared/protocol/fleet.ts';
import { version } from '#shared/releases/version.ts';
import type { Pool } from '../db/pool.ts';
import { HttpError } from '../http/http-error.ts';
import { ALERTS, alertIs, FLEET, limitValues } from './alerts.ts';
import { fleetSetting } from './setting.ts';

const PAGE = 100;
const CURSOR = /^(\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?)Z ([0-9a-f-]{36})$/;

interface Row {
  id: string;
  cursor: string;
  state: FleetDevice['state'];
  last_user_id: string | null;
  user_name: string | null;
  user_name_en: string | null;
  user_disabled: boolean | null;
  branch_id: string | null;
  branch_name: string | null;
  branch_name_en: string | null;
  first_seen_at: Date;
  last_seen_at: Date;
  approved_at: Date | null;
  program: string | null;
  platform: FleetDevice['platform'] | null;
  last_sync_at: Date | null;
  unsent: number | null;
  replica_bytes: number | null;
  clock_ahead_seconds: number | null;
  set_aside: number | null;
  made_on: string[] | null;
  failed_syncs: number | null;
  sync_error: string | null;
  alerts: FleetDevice['alerts'];
  wipe_at: Date | null;
  wiped_at: Date | null;
  revoked_at: Date | null;
  revoked_reason: string | null;
  public_key: string | null;
}

/**
 * A page of devices, those last seen first. A page goes on from the last device before it, so that the fiftieth costs
 * what the first does; a device that comes back meanwhile is on the first page, and not twice behind it.
 */
export async function searchDevices(
  pool: Pool,
  filter: FleetFilter,
  after: string | undefined,
  now: Date,
): Promise<FleetPage> {
  const { limits } = await fleetSetting(pool);
  const values = limitValues(limits, now);
  const bind = (value: unknown) => `$${values.push(value)}`;
  const where: string[] = [];
  if (filter.text !== undefined) where.push(textIs(bind(filter.text.trim().toLowerCase())));
  if (filter.branchId !== undefined) where.push(`branch_id = ${bind(filter.branchId)}::uuid`);
  if (filter.version !== undefined) where.push(`program = ${bind(filter.version)}`);
  if (filter.state !== undefined) where.push(`state = ${bind(filter.state)}`);
  if (filter.alert !== undefined) where.push(alertIs(filter.alert));
  if (after !== undefined) {
    const [, at, id] = CURSOR.exec(after) ?? [];
    if (at === undefined)
      throw new HttpError('bad_request', 'not a place in the list', { paths: ['/after'] });
    where.push(`(last_seen_at, id) < (${bind(`${at}Z`)}::timestamptz, ${bind(id)}::uuid)`);
  }
  const found = await pool.query<Row>(
    `with fleet as (${FLEET}), page as (
       select *, ${ALERTS} as alerts from fleet ${where.length > 0 ? `where ${where.join(' and ')}` : ''}
       order by last_seen_at desc, id desc limit ${bind(PAGE + 1)})
     select page.*, (last_seen_at at time zone 'UTC')::text || 'Z ' || page.id as cursor,
            b.name as branch_name, b.name_en as branch_name_en
     from page left join branches b on b.id = page.branch_id
     order by last_seen_at desc, page.id desc`,
    values,
  );
  const rows = found.rows.slice(0, PAGE);
  const last = rows.at(-1);
  return {
    asOf: now.toISOString(),
    items: await Promise.all(rows.map(deviceOf)),
    ...(found.rows.length > PAGE && last !== undefined && { next: last.cursor }),
  };
}

/** By what IT reads off a ticket: a name, an account, the device's id or its end. Typed signs mean themselves. */
function textIs(text: string): string {
  return `(starts_with(lower(user_name), ${text}) or starts_with(lower(user_name_en), ${text})
    or starts_with(lower(username), ${text}) or starts_with(id::text, ${text}) or right(id::text, 8) = ${text})`;
}

async function deviceOf(row: Row): Promise<FleetDevice> {
  const program = version.safeParse(row.program);
  const name = row.user_name ?? undefined;
  return {
    id: row.id,
    state: row.state,
    ...(row.last_user_id !== null &&
      name !== undefined && {
        user: {
          id: row.last_user_id,
          name,
          nameEn: row.user_name_en ?? name,
          disabled: row.user_disabled ?? false,
        },
      }),
    ...(row.branch_id !== null &&
      row.branch_name !== null && {
        branch: { id: row.branch_id, name: row.branch_name, nameEn: row.branch_name_en ?? row.branch_name },
      }),
    firstSeenAt: row.first_seen_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
    ...(row.approved_at !== null && { approvedAt: row.approved_at.toISOString() }),
    ...(program.success && { version: program.data }),
    ...(row.platform !== null && row.platform !== undefined && { platform: row.platform }),
    ...(row.last_sync_at !== null && { lastSyncAt: row.last_sync_at.toISOString() }),
    ...(row.unsent !== null && { unsent: row.unsent }),
    ...(row.replica_bytes !== null && { replicaBytes: row.replica_bytes }),
    ...(row.clock_ahead_seconds !== null && { clockAheadSeconds: row.clock_ahead_seconds }),
    ...(row.set_aside !== null && { setAside: { edits: row.set_aside, madeOn: row.made_on ?? [] } }),
    ...(row.failed_syncs !== null && { failedSyncs: row.failed_syncs }),
    ...(row.sync_error !== null && { syncError: row.sync_error }),
    alerts: row.alerts,
    ...(row.wipe_at !== null && {
      wipe: {
        orderedAt: row.wipe_at.toISOString(),
        ...(row.wiped_at !== null && { confirmedAt: row.wiped_at.toISOString() }),
      },
    }),
    ...(row.revoked_at !== null && {
      revoked: { at: row.revoked_at.toISOString(), reason: row.revoked_reason ?? '' },
    }),
    ...(row.state === 'waiting' &&
      row.public_key !== null && { fingerprint: await fingerprintOf(row.public_key) }),
  };
}
