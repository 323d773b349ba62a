import type { Random } from '#shared/domain/random.ts';
import type { Person } from '../world/bank.ts';
import type { SimDevice } from '../world/sim-device.ts';
import type { World } from '../world/world.ts';

/** Does one thing to the world. It chooses by `random` among what is there, and does nothing where there is nothing. */
export type Act = (world: World, random: Random) => Promise<void>;

export function anyDevice(world: World, random: Random): SimDevice {
  return random.pick(world.devices);
}

/** A device whose program runs and at which somebody is at work. */
export function deviceAtWork(world: World, random: Random): SimDevice | undefined {
  const ready = world.devices.filter(({ running, atWork }) => running && atWork !== undefined);
  return ready.length === 0 ? undefined : random.pick(ready);
}

export interface CustomerRow {
  id: string;
  branch_id: string;
  manager_id: string | null;
}

export async function anyCustomer(world: World, random: Random): Promise<CustomerRow | undefined> {
  const found = await world.database.pool.query<CustomerRow>(
    'select id, branch_id, manager_id from customers order by id',
  );
  return found.rows.length === 0 ? undefined : random.pick(found.rows);
}

export function withRole(world: World, ...roles: Person['role'][]): Person[] {
  return [...world.people.values()].filter(({ role }) => roles.includes(role));
}

/** A short name for the trace: the customer's number. */
export function fileName(customerId: string): string {
  return `c${Number.parseInt(customerId.slice(-12), 16)}`;
}
