import { type DeviceAlert, deviceAlert, type FleetLimits } from '#shared/protocol/fleet.ts';

/**
 * Devices with who used them last, what runs there and what was ordered. `$1` to `$5` are those of {@link limitValues}:
 * queries that are built on it count on from `$6`.
 */
export const FLEET = `
  select d.*, coalesce(p.version, d.version) as program, p.platform, u.username, u.name as user_name,
         u.name_en as user_name_en, u.disabled as user_disabled, u.branch_id,
         w.issued_at as wipe_at, w.confirmed_at as wiped_at, r.issued_at as revoked_at, r.reason as revoked_reason,
         a.edits as set_aside, a.made_on,
         case when r.device_id is not null then 'revoked'
              when d.approved_at is null then 'waiting' else 'approved' end as state,
         exists (select from releases o where o.channel = p.channel and o.platform = p.platform and o.arch = p.arch
                   and o.whole_at is not null and o.paused_at is null and o.stage = 'all'
                   and o.version_key > string_to_array(p.version, '.')::int[]) as outdated
  from devices d
  left join device_programs p on p.device_id = d.id
  left join users u on u.id = d.last_user_id
  left join device_orders r on r.device_id = d.id and r.kind = 'revoke' and r.confirmed_at is null
  left join (
    select device_id, count(*)::int as edits, array_remove(array_agg(distinct made_on), null) as made_on
    from sealed_unreadable where fault = 'other_device' and resolved_at is null group by device_id) a
    on a.device_id = d.id
  left join lateral (
    select issued_at, confirmed_at from device_orders
    where device_id = d.id and kind = 'wipe' order by issued_at desc limit 1) w on true`;

/** Of a row of {@link FLEET}. A device that is out of use alerts nobody: it waits, was revoked, or is empty since. */
const inUse = `state = 'approved' and (wiped_at is null or last_seen_at > wiped_at + interval '1 hour')`;
const conditions: Record<DeviceAlert, string> = {
  silent: `${inUse} and last_seen_at < $1::timestamptz - make_interval(days => $2)`,
  unsent: `${inUse} and unsent >= $3`,
  clock: `${inUse} and abs(clock_ahead_seconds) >= $4 * 60`,
  failing: `${inUse} and failed_syncs >= $5`,
  oldVersion: `${inUse} and outdated`,
  wiping: 'wipe_at is not null and wiped_at is null',
  setAside: 'set_aside > 0',
};

/** SQL that says whether a row of {@link FLEET} has the alert. */
export function alertIs(alert: DeviceAlert): string {
  return `coalesce(${conditions[alert]}, false)`;
}

/** SQL for the alerts of a row of {@link FLEET}, as an array in a fixed order. */
export const ALERTS = `array_remove(array[${deviceAlert.options
  .map((alert) => `case when ${alertIs(alert)} then '${alert}' end`)
  .join(', ')}], null)`;

export function limitValues(limits: FleetLimits, now: Date): unknown[] {
  return [now, limits.silentDays, limits.unsentEdits, limits.clockMinutes, limits.failedSyncs];
}
