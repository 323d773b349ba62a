import { type DeviceApproval, type FleetLimits, fleetLimits } from '#shared/protocol/fleet.ts';
import { deviceOverrides } from '#shared/protocol/policy-settings.ts';
import type { Client } from '../db/pool.ts';

/** Name of the row in `settings` about devices; see docs/DEPLOY.md. */
export const FLEET_SETTING = 'devices';

export const builtInLimits: FleetLimits = {
  silentDays: 7,
  unsentEdits: 100,
  clockMinutes: 5,
  failedSyncs: 10,
};

export interface FleetSetting {
  readonly approval: DeviceApproval;
  readonly limits: FleetLimits;
}

/**
 * Whether devices need IT's approval, and what is worth its look. A setting that is not valid lets no new device in:
 * who mistyped it wanted something.
 */
export async function fleetSetting(client: Pick<Client, 'query'>): Promise<FleetSetting> {
  const found = await client.query<{ value: unknown }>('select value from settings where name = $1', [
    FLEET_SETTING,
  ]);
  const [row] = found.rows;
  if (row === undefined) return { approval: 'none', limits: builtInLimits };
  const parsed = deviceOverrides.safeParse(row.value);
  if (!parsed.success) return { approval: 'required', limits: builtInLimits };
  const { approval = 'none', alerts } = parsed.data;
  return { approval, limits: fleetLimits.parse({ ...builtInLimits, ...alerts }) };
}
