import { randomFrom } from '#shared/domain/random.ts';
import { turnCovers } from '#sync-server/jobs/covers.ts';
import type { Action } from '../device/commands.ts';
import { comeTo } from '../steps/device-steps.ts';
import { calm, drive, lose, move } from '../world/network.ts';
import type { SimDevice } from '../world/sim-device.ts';
import type { World } from '../world/world.ts';

/** Rounds after which it must have become quiet. */
const ROUNDS = 6;

/**
 * Faults end, and everybody who ever worked on a device comes once more: after this nothing is on its way, and
 * nothing changes any more. On each device the last person stays at work.
 */
export async function settle(world: World): Promise<void> {
  world.note('all faults end');
  const random = randomFrom(`settle ${world.seed}`);
  world.echoes = [];
  await world.slow?.commit();
  for (const node of world.nodes) await node.forget();
  for (const device of world.devices) {
    device.cut = false;
    device.shift = 0;
    if (device.running) await world.tell(device, { kind: 'killAt', point: Number.MAX_SAFE_INTEGER, part: 1 });
    for (const message of world.of(device)) await lose(world, message);
    for (const act of [...device.acts.keys()]) await drive(world, device, act, random, calm);
    await world.boot(device);
  }
  await turnCovers(world.database.pool, new Date(world.time));
  await stampAll(world);
  const perform = async (device: SimDevice, action: Action) => {
    await drive(world, device, await world.act(device, action), random, calm);
    // What it began by itself.
    while (world.of(device).length > 0) await move(world, world.of(device), random, calm);
  };
  for (const device of world.devices) {
    // Whatever order the device has not fetched yet keeps people out.
    await perform(device, { do: 'contact' });
    const everybody = device.seen.size === 0 ? device.users.slice(0, 1) : [...device.seen];
    // The first one once more: what colleagues of the same scope did is there too.
    for (const username of everybody.length > 1 ? [...everybody, ...everybody.slice(0, 1)] : everybody) {
      if (!(await comeTo(world, device, username, random))) continue;
      await perform(device, { do: 'sync' });
    }
    if (device.atWork === undefined) {
      // Nobody may work here any more: somebody of IT signs in, so that the device can deliver what lies on it.
      if (await comeTo(world, device, 'gina', random)) await perform(device, { do: 'sync' });
      else await perform(device, { do: 'contact' });
    }
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    await stampAll(world);
    const { moved } = world;
    for (const device of world.devices)
      if (device.atWork !== undefined) await perform(device, { do: 'sync' });
    if (world.moved === moved) return;
  }
}

export async function stampAll(world: World): Promise<void> {
  const [node] = world.nodes;
  while (((await node?.stamp()) ?? 0) > 0);
}
