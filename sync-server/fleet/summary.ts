import { type DeviceAlert, deviceAlert, deviceState, type FleetSummary } from '#shared/protocol/fleet.ts';
import { compareVersions, version } from '#shared/releases/version.ts';
import type { Pool } from '../db/pool.ts';
import { alertIs, FLEET, limitValues } from './alerts.ts';
import { fleetSetting } from './setting.ts';

/** How many devices there are by state, by what is wrong with them, and by version. */
export async function summarize(pool: Pool, now: Date): Promise<FleetSummary> {
  const { approval, limits } = await fleetSetting(pool);
  const values = limitValues(limits, now);
  const count = (name: string, condition: string) => `count(*) filter (where ${condition})::int as "${name}"`;
  const counted = await pool.query<Record<string, number>>(
    `with fleet as (${FLEET})
     select count(*)::int as total, ${[
       ...deviceState.options.map((state) => count(state, `state = '${state}'`)),
       ...deviceAlert.options.map((alert) => count(alert, alertIs(alert))),
     ].join(', ')} from fleet`,
    values,
  );
  const programs = await pool.query<{ program: string; devices: number }>(
    `select coalesce(p.version, d.version) as program, count(*)::int as devices
     from devices d left join device_programs p on p.device_id = d.id
     where coalesce(p.version, d.version) is not null group by 1`,
  );
  const figures = counted.rows[0] ?? {};
  const of = <K extends string>(names: readonly K[]) =>
    Object.fromEntries(names.map((name) => [name, figures[name] ?? 0])) as Record<K, number>;
  return {
    asOf: now.toISOString(),
    approval,
    limits,
    total: figures.total ?? 0,
    states: of(deviceState.options),
    alerts: of<DeviceAlert>(deviceAlert.options),
    versions: programs.rows
      .filter(({ program }) => version.safeParse(program).success)
      .map(({ program, devices }) => ({ version: program, devices }))
      .sort((a, b) => compareVersions(b.version, a.version)),
  };
}
