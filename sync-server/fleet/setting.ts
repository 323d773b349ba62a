import { z } from 'zod';
import { deviceApproval, type FleetLimits, fleetLimits } from '#shared/protocol/fleet.ts';
import type { Client } from '../db/pool.ts';

/** Name of the row in `settings` about devices; see docs/DEPLOY.md. */
export const FLEET_SETTING = 'devices';

const builtIn: FleetLimits = { silentDays: 7, unsentEdits: 100, clockMinutes: 5, failedSyncs: 10 };
const setting = z.strictObject({
  approval: deviceApproval.default('none'),
  alerts: fleetLimits.partial().default({}),
});

export interface FleetSetting {
  readonly approval: z.infer<typeof deviceApproval>;
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
  if (row === undefined) return { approval: 'none', limits: builtIn };
  const parsed = setting.safeParse(row.value);
  if (!parsed.success) return { approval: 'required', limits: builtIn };
  const { approval, alerts } = parsed.data;
  return { approval, limits: fleetLimits.parse({ ...builtIn, ...alerts }) };
}
